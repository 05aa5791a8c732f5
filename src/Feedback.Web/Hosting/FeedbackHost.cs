using Feedback.Core.Access;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Detection;
using Feedback.Core.Digests;
using Feedback.Core.Drivers;
using Feedback.Core.Erasures;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Observability;
using Feedback.Core.Outcomes;
using Feedback.Core.Pipeline;
using Feedback.Core.Privacy;
using Feedback.Core.Requests;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Feedback.Core.Timelines;
using Feedback.Web.Access;
using Feedback.Web.Api;
using Feedback.Web.Mail;
using Feedback.Web.Pages;
using Feedback.Web.Webhooks;

namespace Feedback.Web.Hosting;

/// <summary>Puts the program together. A table of contents: each capability has one line, in the order in which feedback travels.</summary>
internal static class FeedbackHost
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Builds the program with everything embedded; it is not started yet.</summary>
    /// <param name="args">Configuration from the command line, <c>--Feedback:Data=DIR</c> and the like.</param>
    /// <param name="head">The head, by the options.</param>
    /// <param name="adjust">Changes to the services.</param>
    /// <param name="isServed">Whether people are to sign in. A command that works for itself leaves the manager's key alone: it would take away the one that
    /// the server's configuration sets, and show another to whoever typed the command.</param>
    /// <exception cref="OptionsException">The configuration is wrong.</exception>
    /// <exception cref="JourneyDefinitionException">A journey's definition is wrong.</exception>
    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public static async Task<FeedbackProgram> BuildAsync(string[] args, Func<FeedbackOptions, Head> head, Action<IServiceCollection>? adjust = null,
        bool isServed = true)
    {
        // Options are read once, so nobody need watch their files.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = AppContext.BaseDirectory
        });
        var options = FeedbackOptions.Read(builder.Configuration);
        // Beside the opening of the store: each is a good part of the program's start.
        var reading = Task.Run(() => JourneyFiles.Read(options.JourneysDirectory, options.Journeys, TextEmbeddings.Open(options.Language.Embedding)));
        // Instances under the Functions host share the store and keep nothing on disk.
        var directory = options.Functions is null ? DataDirectory.Hold(options.Data) : null;
        var open = directory is null ? [] : PrivateFiles.OpenToOthers(options.Data);

        var store = await OpenStore.OpenAsync(options);
        var linkSecret = await new InstallationSecrets(store.Documents).GetAsync("opt-out");
        var customerKeys = new CustomerKeys(await new InstallationSecrets(store.Documents).GetAsync("customer-key"));
        var journeys = await ReadAsync(reading, store, directory);

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            ConnectionRoom.Guard(kestrel, options);
            // What a connection may hold that nobody has read yet. A body that is being read is counted by BodyRoom.
            kestrel.Limits.MaxRequestBufferSize = 128 << 10;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 256 << 10;
            kestrel.Limits.Http2.InitialStreamWindowSize = 128 << 10;
            // Who reads more slowly holds what is being sent to them, and is cut off: the listener's own 240 bytes a second give a page twenty minutes.
            kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 8 << 10, gracePeriod: TimeSpan.FromSeconds(10));
            // The endpoints count the bytes themselves and refuse with a problem document. The listener then reads off what a client is still sending, up to
            // this much: were it to close at once, the client would see a broken connection instead of the answer.
            kestrel.Limits.MaxRequestBodySize = 32 * RequestLimits.BodyBytes;
        });
        if (options.Functions is { } functions)
            builder.WebHost.UseUrls(functions.Address);
        else if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && builder.Configuration["HTTP_PORTS"] is null)
            builder.WebHost.UseUrls(DefaultAddress);

        builder.Logging.AddFeedbackLogging(builder.Configuration);
        builder.Services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(store.Documents)
            .AddSingleton(store.Scrub)
            .AddSingleton(services => new DatabaseCheck(store.File, store.Documents, services.GetRequiredService<ILogger<DatabaseCheck>>()))
            .AddHostedService(services => services.GetRequiredService<DatabaseCheck>())
            .AddPipelineMetrics()
            .AddFeedbackTelemetry(options)
            .AddAccess()
            .AddIntake()
            .AddFeedbackInbox(options)
            .AddPipeline()
            .AddCustomers(customerKeys, linkSecret)
            .AddLanguageAnalysis(options.Language)
            .AddJourneys(journeys)
            .AddCorrections()
            .AddSignals(new SignalBuckets(options.SignalBuckets), options.TimeZone)
            .AddMaps()
            .AddDrivers()
            .AddDetection()
            .AddTickets(new PrioritySettings(options.LifetimeValue), new OngoingSettings(options.OngoingTickets))
            .AddOutcomes()
            .AddSubscriptions(new AddressPolicy(options.AllowPrivateWebhooks))
            .AddWebhooks()
            .AddFeedbackMail(options, builder.Configuration[WebHostDefaults.ServerUrlsKey])
            .AddClosingTheLoop()
            .AddDigests(options.Digest, linkSecret)
            .AddTimelines()
            .AddErasures()
            .AddFeedbackAuthentication(options)
            .AddFeedbackPages()
            .AddFeedbackApi()
            .AddProtectionKeys(options);
        var chosen = head(options);
        chosen.AddServices(builder.Services);
        adjust?.Invoke(builder.Services);

        Format.Calendar = options.TimeZone;
        PersonalData.Regions = options.PhoneRegions;
        var app = builder.Build();
        if (open.Count > 0)
        {
            app.Logger.LogWarning("Others on this machine may read {Count} files and folders of the data, such as {First}: run chmod -R u=rwX,go= {Folder}",
                open.Count, open[0], options.Data);
        }

        app.UseAnswerPrivacy();
        app.UseFaults();
        app.UseReadableNames();
        chosen.Use(app);
        app.UseTrustedProxies(options);
        app.UseHsts();
        app.UseSoundRequests();
        app.UseHeadRequests();
        app.UseRouting();
        app.UseFeedbackApi();
        app.UseFeedbackPages();
        app.MapFeedbackApi();
        app.MapFeedbackPages();
        chosen.Map(app);
        await app.Services.GetRequiredService<EraseCustomer>().RecallAsync();
        await app.Services.GetRequiredService<SourceRegistry>().EncryptAsync();
        await app.Services.GetRequiredService<SubscriptionRegistry>().EncryptAsync();
        var firstKey = isServed
            ? await app.Services.GetRequiredService<KeyRing>().EnsureManagerKeyAsync(options.ManagerKey, isAlone: options.Cosmos is null) : null;
        return new(app, store, directory, options, firstKey);
    }

    private static async Task<JourneyCatalogue> ReadAsync(Task<JourneyCatalogue> reading, OpenStore store, DataDirectory? directory)
    {
        try
        {
            return await reading;
        }
        catch
        {
            await store.DisposeAsync();
            directory?.Dispose();
            throw;
        }
    }
}

/// <summary>The program, put together.</summary>
/// <param name="App">The web application.</param>
/// <param name="Store">The store, which is closed after it.</param>
/// <param name="Directory">The hold on the data directory, where there is one; it is let go last.</param>
/// <param name="Options">The configuration.</param>
/// <param name="FirstKey">The first manager key, when it was made just now.</param>
internal sealed record FeedbackProgram(WebApplication App, OpenStore Store, DataDirectory? Directory, FeedbackOptions Options, string? FirstKey)
    : IAsyncDisposable
{
    /// <summary>Notes that the first key was printed. A start that fails before shows another the next time: nobody has seen this one.</summary>
    public Task MarkKeyShownAsync() => FirstKey is null ? Task.CompletedTask : App.Services.GetRequiredService<KeyRing>().MarkManagerKeyShownAsync();

    public async ValueTask DisposeAsync()
    {
        // Also where it was broken off: what runs beside is to end before what it needs is gone.
        if (!App.Lifetime.ApplicationStopped.IsCancellationRequested)
            await App.StopAsync();
        await App.DisposeAsync();
        await Store.DisposeAsync();
        Directory?.Dispose();
    }
}
