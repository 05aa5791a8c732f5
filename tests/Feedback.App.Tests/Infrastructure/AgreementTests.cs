using System.Text.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Storage;
using Feedback.Testing;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Configuration;

namespace Feedback.App.Tests.Infrastructure;

/// <summary>infra/, host.json, the function folders and the program name the same things.</summary>
public sealed class AgreementTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Functions =
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Feedback.App/Functions"), "function.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file))!, file => JsonElement.Parse(File.ReadAllText(file)));

    private static readonly JsonElement HostJson = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "host.json")));

    [Fact]
    public void The_queues_that_functions_name_are_those_of_the_bus()
    {
        var queues = Infra.Variable("bus", "queues").EnumerateArray().ToDictionary(queue => queue.GetProperty("name").GetString()!);

        Assert.Equal(Named("queueName"), queues.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Named("topicName"), Infra.Texts(Infra.Variable("bus", "topics")).Order(StringComparer.Ordinal));
        Assert.Equal("[variables('queues')[copyIndex()].duplicates]",
            Text(Infra.Properties("bus", "Microsoft.ServiceBus/namespaces/queues"), "requiresDuplicateDetection"));
        Assert.True(queues["feedback-inbox"].GetProperty("duplicates").GetBoolean());
        Assert.Equal(Bindings("serviceBusTrigger").Select(binding => Text(binding, "queueName")).Order(StringComparer.Ordinal),
            Infra.Texts(Infra.Variable("bus", "received")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_containers_are_those_of_the_design_and_every_one_that_a_function_names_is_among_them()
    {
        var containers = Infra.Resources("store", "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers")
            .Select(container => container.GetProperty("properties").GetProperty("resource")).ToDictionary(container => Text(container, "id")!);
        var ours = containers["[variables('containers')[copyIndex()]]"];

        Assert.Equal(Containers.All, Infra.Texts(Infra.Variable("store", "containers")));
        Assert.All(Bindings("cosmosDBTrigger"), binding =>
        {
            Assert.Contains(Text(binding, "containerName"), Containers.All);
            Assert.Contains(Text(binding, "leaseContainerName")!, containers.Keys);
            Assert.Equal(Infra.Variable("store", "databaseName").GetString(), Text(binding, "databaseName"));
            Assert.Equal(Text(binding, "databaseName"), Text(binding, "leaseDatabaseName"));
        });
        Assert.Equal(3, Bindings("cosmosDBTrigger").Select(binding => Text(binding, "leaseContainerPrefix")).Distinct().Count());
        Assert.Equal(-1, ours.GetProperty("defaultTtl").GetInt32());
        Assert.Equal(["/pk"], Infra.Texts(ours.GetProperty("partitionKey").GetProperty("paths")));
        Assert.Equal(["/pk/?"], Paths("includedPaths"));
        Assert.Equal(["/*"], Paths("excludedPaths"));

        IEnumerable<string?> Paths(string kind) => ours.GetProperty("indexingPolicy").GetProperty(kind).EnumerateArray().Select(entry => Text(entry, "path"));
    }

    [Fact]
    public void The_connections_that_functions_name_are_settings_of_the_app_by_identity_and_no_setting_connects_to_anything_else()
    {
        var connections = Functions.Values.SelectMany(BindingsOf).SelectMany(binding => new[] { Text(binding, "connection"), Text(binding, "leaseConnection") })
            .OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var settings = Infra.Settings.Where(name => name.EndsWith("__credential", StringComparison.Ordinal)
            && !name.StartsWith("AzureWebJobs", StringComparison.Ordinal)).Select(name => name.Split("__")[0]);

        Assert.Equal(["FeedbackBus", "FeedbackStore"], connections);
        Assert.Equal(connections, settings.Order(StringComparer.Ordinal));
        Assert.Contains("FeedbackStore__accountEndpoint", Infra.Settings);
        Assert.Contains("FeedbackBus__fullyQualifiedNamespace", Infra.Settings);
    }

    [Fact]
    public void The_identity_may_send_to_every_queue_that_a_function_or_the_program_sends_to()
    {
        var maySend = Infra.Resources("bus", "Microsoft.Authorization/roleAssignments")
            .Single(role => role.TryGetProperty("copy", out var copy) && Text(copy, "name") == "maySend");

        Assert.Equal("[length(variables('queues'))]", Text(maySend.GetProperty("copy"), "count"));
        Assert.False(maySend.TryGetProperty("condition", out _));
    }

    [Fact]
    public void Every_setting_of_the_program_is_an_option_of_it_and_together_they_are_accepted()
    {
        var settings = Infra.Settings.Where(name => name.StartsWith("Feedback__", StringComparison.Ordinal))
            .ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), name => name switch
        {
            "Feedback__Store" => "cosmos",
            "Feedback__CosmosEndpoint" or "Feedback__LanguageEndpoint" or "Feedback__MailEndpoint" or "Feedback__PublicUrl" => "https://name.example.com/",
            "Feedback__InboxEndpoint" => "https://name.servicebus.windows.net/",
            "Feedback__CosmosDatabase" => "feedback",
            "Feedback__ManagerKey" => "fbm_0123456789abcdef0123456789abcdef",
            "Feedback__Journeys" => "retail",
            "Feedback__TimeZone" => "Europe/Berlin",
            "Feedback__Mail" or "Feedback__Language" or "Feedback__LanguagePiiDetection" => "azure",
            "Feedback__MailFrom" => "DoNotReply@name.example.com",
            "Feedback__LanguageFallback" => "wait",
            _ => throw new InvalidOperationException($"{name} is new: say what it is like."),
        });
        settings[FunctionsHost.PortKey] = "50000";

        var options = FeedbackOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings!).Build());

        Assert.Equal((50000, "feedback", "feedback-inbox"), (options.Functions!.Port, options.Cosmos!.Database, options.Inbox!.Queue));
        Assert.NotEmpty(settings);
    }

    [Theory]
    [InlineData("Store", "sqlite", "Feedback:Store must be cosmos under the Functions host")]
    [InlineData("ManagerKey", "", "Feedback:ManagerKey is required under the Functions host")]
    [InlineData("ManagerKey", "passwordpasswordpasswordpassword", "Feedback:ManagerKey is easy to guess")]
    public void What_cannot_work_under_the_host_is_refused_at_the_start(string key, string value, string message)
    {
        var settings = new Dictionary<string, string?>
        {
            [FunctionsHost.PortKey] = "50000",
            ["Feedback:ManagerKey"] = "fbm_0123456789abcdef0123456789abcdef",
            [$"Feedback:{key}"] = value
        };

        Assert.Contains(message, Assert.Throws<OptionsException>(() =>
            FeedbackOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_of_the_program_is_reached_by_a_function_and_no_route_of_a_function_leads_to_an_invocation()
    {
        await using var program = await RunningProgram.StartAsync();
        // Tried in the order of the functions' names, as the host does; the order decides only whose metrics a request counts in.
        var routes = Functions.Where(function => TypeOf(function.Value) == "httpTrigger").OrderBy(function => function.Key, StringComparer.OrdinalIgnoreCase)
            .Select(function => (Function: function.Key, Matches: Matcher(program.Services, Text(BindingsOf(function.Value)[0], "route")!),
                Methods: BindingsOf(function.Value)[0].GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())
                    .ToList()))
            .ToList();

        var unreached = OpenApi.Route.AllOf(program).Where(route =>
            !routes.Any(function => function.Methods.Contains(route.Method) && function.Matches(route.Sample.ToString())));
        var led = Triggered.SelectMany(name => new[] { $"/{name}", $"/{name.ToLowerInvariant()}", $"/{name}/x" })
            .Where(path => routes.Any(function => function.Matches(path)));

        Assert.Empty(unreached);
        Assert.Empty(led);
        Assert.All(Functions.Values.Where(function => TypeOf(function) == "httpTrigger"), function =>
            Assert.Equal(("anonymous", "http"), (Text(BindingsOf(function)[0], "authLevel"), Text(BindingsOf(function)[1], "type"))));
    }

    [Fact]
    public void The_host_hands_requests_through_as_they_are_without_a_prefix_to_the_program_that_is_published()
    {
        var handler = HostJson.GetProperty("customHandler");

        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("", HostJson.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString()!)));
        Assert.Equal("[4.*, 5.0.0)", HostJson.GetProperty("extensionBundle").GetProperty("version").GetString());
        Assert.True(TimeSpan.Parse(HostJson.GetProperty("functionTimeout").GetString()!, null) > FunctionsHost.LongestInvocation);
    }

    [Fact]
    public void A_change_feed_is_tried_again_for_as_long_as_it_takes() => Assert.All(
        Functions.Values.Where(function => TypeOf(function) == "cosmosDBTrigger"),
        function => Assert.Equal(("exponentialBackoff", -1), (Text(function.GetProperty("retry"), "strategy"), function.GetProperty("retry")
            .GetProperty("maxRetryCount").GetInt32())));

    [Fact]
    public void No_key_stands_in_a_setting_and_nothing_can_be_signed_in_to_with_one()
    {
        Assert.DoesNotContain(Infra.Settings, name => name is "AzureWebJobsStorage" or "Feedback__CosmosKey" or "Feedback__LanguageKey"
            or "Feedback__MailKey" or "Feedback__InboxKey");
        Assert.DoesNotMatch("listKeys|listAccountSas|connectionStrings", Infra.Main.GetRawText());
        Assert.True(Infra.Properties("store", "Microsoft.DocumentDB/databaseAccounts").GetProperty("disableLocalAuth").GetBoolean());
        Assert.True(Infra.Properties("bus", "Microsoft.ServiceBus/namespaces").GetProperty("disableLocalAuth").GetBoolean());
        Assert.True(Infra.Properties("language", "Microsoft.CognitiveServices/accounts").GetProperty("disableLocalAuth").GetBoolean());
        Assert.False(Infra.Properties("app", "Microsoft.Storage/storageAccounts").GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.True(Infra.Properties("app", "Microsoft.Web/sites").GetProperty("httpsOnly").GetBoolean());
        Assert.Contains("'Feedback__ManagerKey', format('@Microsoft.KeyVault(", Infra.Resources("app", "Microsoft.Web/sites/config").Single()
            .GetProperty("properties").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_resource_that_works_keeps_a_log_and_grants_the_identity_no_more_than_named_roles()
    {
        string[] working = ["store", "bus", "language", "mail", "vault", "app"];

        Assert.All(working, module => Assert.NotEmpty(Infra.Resources(module, "Microsoft.Insights/diagnosticSettings")));
        Assert.DoesNotMatch("8e3af657-a8ff-443c-a75c-2fe8c4bcb635|b24988ac-6180-42a0-ab88-20f7382dd24c|090c5cfd-751d-490a-894a-3ce6f1109419",
            Infra.Main.GetRawText());
    }

    [Fact]
    public void The_parameters_that_azd_fills_in_are_those_of_the_template()
    {
        var declared = Infra.Main.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.TryGetProperty("defaultValue", out _));
        var given = JsonElement.Parse(File.ReadAllText(Path.Combine(Infra.Folder, "main.parameters.json"))).GetProperty("parameters").EnumerateObject()
            .Select(parameter => parameter.Name).ToList();

        Assert.Empty(given.Except(declared.Keys));
        Assert.Empty(declared.Where(parameter => !parameter.Value).Select(parameter => parameter.Key).Except(given));
    }

    private static IEnumerable<string> Triggered => Functions.Where(function => TypeOf(function.Value) != "httpTrigger").Select(function => function.Key);

    private static IReadOnlyList<JsonElement> BindingsOf(JsonElement function) => [.. function.GetProperty("bindings").EnumerateArray()];

    private static IEnumerable<JsonElement> Bindings(string type) => Functions.Values.SelectMany(BindingsOf).Where(binding => Text(binding, "type") == type);

    private static IEnumerable<string> Named(string property) => Functions.Values.SelectMany(BindingsOf).Select(binding => Text(binding, property))
        .OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static string TypeOf(JsonElement function) => Text(BindingsOf(function)[0], "type")!;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>Whether a path matches a route: by the framework's own templates and constraints, which the host uses.</summary>
    private static Func<string, bool> Matcher(IServiceProvider services, string route)
    {
        var template = TemplateParser.Parse(route);
        var matcher = new TemplateMatcher(template, []);
        var constraints = new RouteConstraintBuilder(new DefaultInlineConstraintResolver(Microsoft.Extensions.Options.Options.Create(WithRegex()), services),
            route);
        foreach (var parameter in template.Parameters)
        {
            if (parameter.IsOptional)
                constraints.SetOptional(parameter.Name!);
            foreach (var constraint in parameter.InlineConstraints)
                constraints.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
        }

        var built = constraints.Build();
        return path =>
        {
            var values = new RouteValueDictionary();
            return matcher.TryMatch(new PathString(path), values)
                && built.All(constraint => constraint.Value.Match(null, null, constraint.Key, values, RouteDirection.IncomingRequest));
        };
    }

    private static RouteOptions WithRegex()
    {
        var options = new RouteOptions();
        options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex");
        return options;
    }
}
