using Feedback.Core.Intake;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;

namespace Feedback.App.Local;

/// <summary>Runs <see cref="FeedbackPipeline"/> on one machine.</summary>
internal static class LocalPipeline
{
    /// <summary>Adds what runs each step.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The configuration.</param>
    /// <param name="held">The names of jobs that do not start with the program: each is there under its name, for somebody to start it.</param>
    public static IServiceCollection AddLocalPipeline(this IServiceCollection services, FeedbackOptions options, IReadOnlyCollection<string> held)
    {
        services.AddSingleton(FeedbackPipeline.CursorsOn(Heads.OneMachine));
        services.AddSingleton(provider => new IntakeFirst(
            () => provider.GetRequiredService<CollectFeedback>().IsBusy, () => Environment.CpuUsage.TotalTime, provider.GetRequiredService<TimeProvider>()));
        foreach (var processor in FeedbackPipeline.ProcessorsOn(Heads.OneMachine))
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<ChangeFeedProcessor>(provider, Adapted(processor, options)));
        foreach (var job in FeedbackPipeline.JobsOn(Heads.OneMachine).Where(job => options.Cosmos is not null || !job.OnlyOnRemoteStore))
            services.AddJob(job, options, starts: !held.Contains(job.Name));
        return services;
    }

    /// <summary>Adds what runs a job.</summary>
    public static void AddJob(this IServiceCollection services, Job job, FeedbackOptions options, bool starts = true)
    {
        services.AddKeyedSingleton(job.Name, (provider, _) => ActivatorUtilities.CreateInstance<PeriodicJob>(provider, Adapted(job, options)));
        if (starts)
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<PeriodicJob>(job.Name));
    }

    private static Processor Adapted(Processor processor, FeedbackOptions options) => processor with
    {
        Idle = options.Cosmos is null ? processor.Idle : processor.IdleOnRemoteStore,
        LeastRest = processor.Name == FeedbackPipeline.FoldSignals && options.FoldIntervalSeconds > 0
            ? TimeSpan.FromSeconds(options.FoldIntervalSeconds)
            : processor.LeastRest,
    };

    private static Job Adapted(Job job, FeedbackOptions options) =>
        options.Cosmos is null ? job : job with { Interval = job.IntervalOnRemoteStore ?? job.Interval };
}
