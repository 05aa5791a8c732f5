using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Feedback.Azure.Tests.Running;
using Feedback.Cosmos.Tests.Running;
using Feedback.EndToEnd.Running;
using Newtonsoft.Json.Linq;

namespace Feedback.EndToEnd.Functions;

/// <summary>
/// Does what the Azure Functions host does with a custom handler, by its source (Azure/azure-functions-host, src/WebJobs.Script/Workers/Http) and
/// documentation: reads host.json and every function.json, starts the program with its environment, hands HTTP through, and posts what its triggers bring. All
/// of that from the folder that <c>dotnet publish</c> makes. Triggers go off when a test says so, and not by the clock. The change feeds are those of the
/// Cosmos DB server of the tests; Service Bus is in memory, behind a front end that takes messages over HTTP.
/// </summary>
internal sealed class FunctionsHostDriver : IAsyncDisposable
{
    public const string Version = "4.1044.400.0";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A change feed that does not answer is looked at again later, after the other triggers.
    private static readonly TimeSpan FeedPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly string _folder;
    private readonly CosmosServer _cosmos;
    private readonly Dictionary<string, string> _settings;
    private readonly JsonElement _host;
    private readonly Dictionary<string, string> _leases = new(StringComparer.Ordinal);
    private readonly StringBuilder _output = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(6) };
    private readonly SemaphoreSlim _restarting = new(1);
    private FunctionsFrontEnd _front = null!;
    private ServiceBusFrontEnd _busFront = null!;
    private Process? _process;
    private ReservedPort? _port;

    private FunctionsHostDriver(string folder, CosmosServer cosmos, Dictionary<string, string> settings)
    {
        (_folder, _cosmos, _settings) = (folder, cosmos, settings);
        _host = JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "host.json")));
        Functions = FunctionFolder.Read(folder);
    }

    public IReadOnlyList<FunctionFolder> Functions { get; }

    public MemoryServiceBus Bus { get; } = new();

    /// <summary>What was posted to the program, as it was.</summary>
    public List<(string Function, string Body)> Invocations { get; } = [];

    /// <summary>Where the program itself listens.</summary>
    public Uri Program => new($"http://127.0.0.1:{_port!.Number}");

    public Uri Address => _front.Address;

    public IReadOnlyList<string> Taken => _front.Taken;

    /// <summary>A client with the manager's key, from outside.</summary>
    public HttpClient Manager { get; private set; } = null!;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<FunctionsHostDriver> StartAsync(CosmosServer cosmos, string database, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Feedback__Store"] = "cosmos",
            ["Feedback__CosmosEndpoint"] = cosmos.Endpoint.ToString(),
            ["Feedback__CosmosKey"] = CosmosServer.Key,
            ["Feedback__CosmosConnection"] = "gateway",
            ["Feedback__CosmosDatabase"] = database,
            ["Feedback__ManagerKey"] = FeedbackProcess.ManagerKey,
            ["Feedback__InboxKeyName"] = ServiceBusFrontEnd.Key.Policy,
            ["Feedback__InboxKey"] = ServiceBusFrontEnd.Key.Key,
            // What the host's own image has for itself, which its child inherits.
            ["ASPNETCORE_URLS"] = "http://+:80",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        var driver = new FunctionsHostDriver(await PublishedProgram.FolderAsync(), cosmos, all);
        driver._busFront = await ServiceBusFrontEnd.StartAsync(post => driver.Bus.Send(post.Queue, post.Body, post.MessageId));
        all["Feedback__InboxEndpoint"] = driver._busFront.Address.ToString();
        driver._front = await FunctionsFrontEnd.StartAsync(driver.Functions, driver._host, () => driver.Program);
        driver.Manager = driver.WithKey(FeedbackProcess.ManagerKey);
        await driver.StartProgramAsync();
        return driver;
    }

    public HttpClient WithKey(string key) =>
        new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>Lets every change feed and queue deliver what it has, until all are quiet; or those of some functions alone.</summary>
    public async Task PumpAsync(params string[] only)
    {
        for (var busy = true; busy;)
        {
            busy = false;
            foreach (var function in Functions.Where(function => only.Length == 0 || only.Contains(function.Name)))
                busy |= function.Type switch
                {
                    "cosmosDBTrigger" => await FeedAsync(function),
                    "serviceBusTrigger" => await ReceiveAsync(function),
                    _ => false,
                };
        }
    }

    /// <summary>Lets a timer go off.</summary>
    public async Task FireAsync(string function) =>
        Assert.True(await InvokeAsync(Functions.Single(folder => folder.Name == function),
            """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""", []), Output);

    /// <summary>Posts an invocation that was posted before.</summary>
    public Task<bool> RepeatAsync((string Function, string Body) invocation) =>
        PostAsync(Functions.Single(folder => folder.Name == invocation.Function), invocation.Body);

    /// <summary>Kills the program, as a host that dies would; the next invocation or <see cref="StartProgramAsync"/> starts another.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Reads what a change feed has behind a lease, and invokes the function with it; the lease moves on when it succeeded.</summary>
    /// <returns>Whether there may be more: not when the feed said that there is nothing, but also when it said nothing at all.</returns>
    public async Task<bool> FeedAsync(FunctionFolder function)
    {
        var (answer, documents, next) = await ChangesAsync(function.Text("containerName")!, _leases.GetValueOrDefault(function.Name),
            function.Whole("maxItemsPerInvocation"), FeedPatience);
        if (answer == HttpStatusCode.NotModified)
            return false;
        if (documents is null)
        {
            await Task.Delay(Pause);
            return true;
        }

        // The extension reads documents as JObject, which takes what looks like a time for one and writes it in its own way; and it hands them on as one text,
        // which the host writes as a string in a string.
        var trigger = Newtonsoft.Json.JsonConvert.SerializeObject(Newtonsoft.Json.JsonConvert.DeserializeObject<JArray>(documents));
        if (await InvokeAsync(function, JsonSerializer.Serialize(JsonSerializer.Serialize(trigger)), []))
            _leases[function.Name] = next;
        return true;
    }

    /// <summary>Receives from a queue, and invokes the function with a batch, or with single messages, several at once.</summary>
    public async Task<bool> ReceiveAsync(FunctionFolder function)
    {
        var (queue, many) = (function.Text("queueName")!, function.Text("cardinality") == "many");
        var messages = Bus.Receive(queue, _host.GetProperty("extensions").GetProperty("serviceBus")
            .GetProperty(many ? "maxMessageBatchSize" : "maxConcurrentCalls").GetInt32());
        if (messages.Count == 0)
            return false;
        await Task.WhenAll((many ? [messages] : messages.Select(message => (IReadOnlyList<BusMessage>)[message])).Select(async batch =>
        {
            var data = many ? JsonSerializer.Serialize(batch.Select(message => message.Body)) : JsonSerializer.Serialize(batch[0].Body);
            if (!await InvokeAsync(function, JsonSerializer.Serialize(data), many ? MetadataOf(batch) : MetadataOf(batch[0])))
                Bus.GiveBack(queue, batch);
        }));
        return true;
    }

    /// <summary>Everything in a container.</summary>
    public async Task<IReadOnlyList<JsonElement>> DocumentsAsync(string container)
    {
        var (answer, documents, _) = await ChangesAsync(container, null, 100_000, Patience);
        // Nothing is not the same as no answer: what a test says of all documents holds of none.
        Assert.True(documents is not null || answer == HttpStatusCode.NotModified, $"{container} cannot be read: {answer}");
        return documents is null ? [] : [.. JsonElement.Parse(documents).EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        _port?.Dispose();
        Manager.Dispose();
        _http.Dispose();
        _restarting.Dispose();
        await _front.DisposeAsync();
        await _busFront.DisposeAsync();
    }

    public async Task StartProgramAsync()
    {
        _port?.Dispose();
        _port = new();
        var description = _host.GetProperty("customHandler").GetProperty("description");
        var start = new ProcessStartInfo(Path.Combine(_folder, description.GetProperty("defaultExecutablePath").GetString()!))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder
        };
        foreach (var argument in description.GetProperty("arguments").EnumerateArray())
            start.ArgumentList.Add(argument.GetString()!);
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = start.Environment["FUNCTIONS_HTTPWORKER_PORT"] =
            _port.Number.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = start.Environment["FUNCTIONS_HTTPWORKER_ID"] = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _folder;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // The host asks for / until anything is answered.
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await _http.GetAsync(Program);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited && waited.Elapsed < Patience)
            {
                await Task.Delay(Pause);
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException("the program did not start:" + Environment.NewLine + Output, exception);
            }
        }
    }

    private static (string, object)[] MetadataOf(IReadOnlyList<BusMessage> messages) =>
        [("MessageIdArray", JsonSerializer.Serialize(messages.Select(message => message.Id)))];

    // Times lose what is below a second: the host writes them in its culture and reads them again.
    private static (string, object)[] MetadataOf(BusMessage message) =>
    [
        ("MessageId", JsonSerializer.Serialize(message.Id)), ("DeliveryCount", message.DeliveryCount.ToString(CultureInfo.InvariantCulture)),
        ("EnqueuedTime", message.EnqueuedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)),
        ("EnqueuedTimeUtc", message.EnqueuedAt.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
    ];

    private async Task<bool> InvokeAsync(FunctionFolder function, string data, (string Name, object Value)[] metadata)
    {
        var rest = string.Concat(metadata.Select(entry => $"\"{entry.Name}\":{JsonSerializer.Serialize(entry.Value)},"));
        var body = $$"""{"Data":{"{{function.Text("name")}}":{{data}}},"Metadata":{{{rest}}"sys":{"MethodName":"{{function.Name}}","UtcNow":"2026-01-01T00:00:00Z","RandGuid":"{{Guid.NewGuid()}}"} } }""";
        lock (Invocations)
            Invocations.Add((function.Name, body));
        return await PostAsync(function, body);
    }

    /// <summary>Posts an invocation as the host does, and sends what the program answers for the output bindings.</summary>
    /// <returns>Whether it succeeded: any status but success is a failure, and an answer that is no JSON would leave the host waiting.</returns>
    private async Task<bool> PostAsync(FunctionFolder function, string body)
    {
        await RestartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(Program, function.Name))
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Azure-Functions-HostVersion", Version);
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.UserAgent.ParseAdd($"Azure-Functions-Host/{Version}");
        try
        {
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                return false;
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            foreach (var (name, entity) in function.Outputs)
            {
                if (!answer.GetProperty("Outputs").TryGetProperty(name, out var messages))
                    continue;
                foreach (var message in messages.EnumerateArray())
                    Bus.Send(entity, message.GetString()!);
            }

            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Starts the program when it has ended: once, however many invocations want it.</summary>
    private async Task RestartAsync()
    {
        await _restarting.WaitAsync();
        try
        {
            if (_process!.HasExited)
                await StartProgramAsync();
        }
        finally
        {
            _restarting.Release();
        }
    }

    /// <summary>What a change feed answers: documents, or that there are none, or neither while the server fails or is silent.</summary>
    private async Task<(HttpStatusCode? Answer, string? Documents, string Next)> ChangesAsync(string container, string? lease, int most, TimeSpan patience)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get,
            new Uri(_cosmos.Endpoint, $"dbs/{_settings["Feedback__CosmosDatabase"]}/colls/{container}/docs"));
        request.Headers.TryAddWithoutValidation("A-IM", "Incremental feed");
        request.Headers.TryAddWithoutValidation("x-ms-max-item-count", most.ToString(CultureInfo.InvariantCulture));
        if (lease is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", lease);
        using var response = await AnswerAsync(request, patience);
        // While the server fails it fails the host, too, which looks again later.
        if (response is not { StatusCode: HttpStatusCode.OK })
            return (response?.StatusCode, null, "");
        var page = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, page.GetProperty("Documents").GetRawText(), response.Headers.ETag!.Tag);
    }

    private async Task<HttpResponseMessage?> AnswerAsync(HttpRequestMessage request, TimeSpan patience)
    {
        using var ending = new CancellationTokenSource(patience);
        try
        {
            return await _http.SendAsync(request, ending.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
