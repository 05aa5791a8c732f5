using System.Net.Http.Headers;
using Feedback.Core.Access;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli;

/// <summary>The program that a command starts for itself, and its access to it.</summary>
internal static class OwnProgram
{
    /// <summary>Logs only what deserves attention: lines would run through the progress bar.</summary>
    public const string Quiet = "--Logging:LogLevel:Default=Warning";

    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(24);

    /// <summary>Builds and starts a program that nobody else is to talk to: on a free port of this machine. Tickets are not updated by themselves, for half a
    /// history looks like a rise.</summary>
    public static async Task<FeedbackProgram> StartPrivateAsync(string[] configuration, CancellationToken cancellationToken)
    {
        var program = await AppHost.BuildPrivateAsync([Quiet, .. configuration, "--urls", "http://127.0.0.1:0"], held: [FeedbackPipeline.UpdateTickets]);
        try
        {
            await program.App.StartAsync(cancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A client that posts as a source, which is created when it is missing. It gets a key of its own that is taken back at the end: to rotate the source's
    /// key would in a day lock out the system that holds it.
    /// </summary>
    public static async Task<SourceClient> PostAsAsync(this FeedbackProgram program, Source source, CancellationToken cancellationToken)
    {
        var services = program.App.Services;
        await services.GetRequiredService<SourceRegistry>().CreateAsync(source, cancellationToken);
        var keys = services.GetRequiredService<KeyRing>();
        var key = ApiKey.Create("fbs_");
        // By the real time, as the store counts, even where the program goes by a clock of its own.
        await keys.AddAsync(new(ApiKey.Hash(key), KeyKind.Source, source.Id, TimeProvider.System.GetUtcNow() + LongestRun),
            cancellationToken);
        return new(keys, key, ServedAddress.Of(program.App.Urls));
    }
}

/// <summary>A client with a source's key for as long as it lives.</summary>
internal sealed class SourceClient : IAsyncDisposable
{
    private readonly KeyRing _keys;
    private readonly string _key;

    public SourceClient(KeyRing keys, string key, Uri address)
    {
        (_keys, _key) = (keys, key);
        Http = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    public HttpClient Http { get; }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _keys.RevokeAsync(ApiKey.Hash(_key));
    }
}
