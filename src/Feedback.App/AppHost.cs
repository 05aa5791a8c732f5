using Feedback.App.Cli.Import;
using Feedback.App.Functions;
using Feedback.App.Local;
using Feedback.Core.Erasures;
using Feedback.Web.Hosting;

namespace Feedback.App;

/// <summary>Builds the program with the head that its surroundings ask for: the Functions host's triggers where it runs under one, else the local
/// runners.</summary>
internal static class AppHost
{
    /// <summary>Builds the program; it is not started yet.</summary>
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="adjust">Changes to the services.</param>
    /// <param name="held">The names of jobs that do not start with the program.</param>
    public static Task<FeedbackProgram> BuildAsync(string[] args, Action<IServiceCollection>? adjust = null, params IReadOnlyCollection<string> held) =>
        FeedbackHost.BuildAsync(args, options => HeadOf(options, held), adjust);

    /// <summary>Builds one that nobody signs in to: it leaves the manager's key as it is, whatever the configuration says of it.</summary>
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="held">The names of jobs that do not start with the program.</param>
    public static Task<FeedbackProgram> BuildPrivateAsync(string[] args, IReadOnlyCollection<string> held) =>
        FeedbackHost.BuildAsync(args, options => HeadOf(options, held), isServed: false);

    private static Head HeadOf(FeedbackOptions options, IReadOnlyCollection<string> held) => options.Functions is { } host
        ? new(services => services.AddRejectedFiles(options).AddFunctions(options), app => app.UseFunctions(), app => app.MapInvocations(host))
        : new(services => services.AddRejectedFiles(options).AddLocalPipeline(options, held), _ => { }, _ => { });

    /// <summary>What an import could not read lies beside the store, and an erasure reaches it.</summary>
    private static IServiceCollection AddRejectedFiles(this IServiceCollection services, FeedbackOptions options) =>
        services.AddSingleton<IPersonalFiles>(provider =>
            new RejectedFiles(Path.Combine(options.Data, RejectedFiles.Folder), provider.GetRequiredService<ILogger<RejectedFiles>>()));
}
