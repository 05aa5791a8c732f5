using Feedback.Core.Access;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Detection;
using Feedback.Core.Drivers;
using Feedback.Core.Erasures;
using Feedback.Core.Intake;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Observability;
using Feedback.Core.Outcomes;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Feedback.Core.Timelines;

namespace Feedback.Web.Hosting;

/// <summary>The capabilities, in the order in which feedback travels. The store and the language analysis are chosen elsewhere.</summary>
internal static class FeedbackServices
{
    public static IServiceCollection AddFeedback(this IServiceCollection services, JourneyCatalogue journeys, SignalBuckets buckets, CustomerKeys customerKeys) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(journeys)
        .AddSingleton(buckets)
        .AddSingleton(customerKeys)
        .AddSingleton<PipelineMetrics>()
        // access
        .AddSingleton<KeyRing>()
        .AddSingleton<PersonKeys>()
        .AddSingleton<SourceRegistry>()
        .AddSingleton<SourceActivityLog>()
        // intake
        .AddSingleton<FeedbackReader>()
        .AddSingleton<CollectFeedback>()
        // understanding
        .AddSingleton<ProcessFeedback>()
        .AddSingleton<AnalyseFeedback>()
        .AddSingleton<UpdateCustomer>()
        .AddSingleton<MapOpinions>()
        // setting right
        .AddSingleton<CorrectFeedback>()
        .AddSingleton<CorrectionLog>()
        .AddSingleton<FailedFeedback>()
        .AddSingleton<RetryFeedback>()
        // counting
        .AddSingleton<ProjectSignals>()
        .AddSingleton<ComputeFolds>()
        .AddSingleton<FoldSignals>()
        .AddSingleton<SettleFolds>()
        // detection
        .AddSingleton(DetectionSettings.Default)
        .AddSingleton<TopicDetector>()
        // tickets
        .AddSingleton<CustomerHistoryQuery>()
        .AddSingleton<LifetimeValues>()
        .AddSingleton(PrioritySettings.Default)
        .AddSingleton<ReadTicketFacts>()
        .AddSingleton<RaiseTickets>()
        .AddSingleton<ChangeTicket>()
        .AddSingleton<MoveTicket>()
        .AddSingleton<MergeTickets>()
        .AddSingleton<SplitTicket>()
        .AddSingleton<EscalateTickets>()
        // outcomes
        .AddSingleton(OutcomeSettings.Default)
        .AddSingleton<OutcomeAnalysis>()
        .AddSingleton<MeasureOutcomes>()
        .AddSingleton<AffectedPerWeek>()
        // looking
        .AddSingleton<FoldCache>()
        .AddSingleton<SignalSearch>()
        .AddSingleton<FeedbackSearch>()
        .AddSingleton<JourneyMapQuery>()
        .AddSingleton<SeriesQuery>()
        .AddSingleton<TopicQuery>()
        .AddSingleton<DriverQuery>()
        .AddSingleton<CustomerPath>()
        .AddSingleton<TicketQuery>()
        .AddSingleton<TicketQuotes>()
        .AddSingleton<TicketAsks>()
        // closing the loop
        .AddSingleton<FindVoices>()
        .AddSingleton<VoiceList>()
        .AddSingleton<WriteLetter>()
        .AddSingleton<NotifyCustomers>()
        .AddSingleton<OptOut>()
        // single customers
        .AddSingleton<CustomerQuery>()
        .AddSingleton<CustomerTimeline>()
        .AddSingleton<CustomerExport>()
        .AddSingleton<EraseCustomer>();
}
