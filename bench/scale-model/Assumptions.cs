namespace Feedback.Bench.ScaleModel;

/// <summary>What Azure Cosmos DB allows, as published.</summary>
internal static class CosmosLimits
{
    /// <summary>RU/s of a partition, logical or physical.</summary>
    public const double PartitionThroughput = 10_000;

    /// <summary>GB of a logical partition.</summary>
    public const double LogicalStorage = 20;

    /// <summary>GB of a physical partition.</summary>
    public const double PhysicalStorage = 50;

    /// <summary>RU/s that must be provisioned for a GB.</summary>
    public const double ThroughputPerGb = 1;
}

/// <summary>Who reads the change feeds.</summary>
internal enum Head
{
    /// <summary>The Functions host, which names what changed: each run of counting reads the hour's signals again.</summary>
    Functions,

    /// <summary>The program itself, which remembers what it has counted.</summary>
    Program,
}

/// <summary>What a feedback costs on Cosmos DB, in RU, by container. The sums are those of docs/cost.md, without polling and tickets.</summary>
/// <param name="Name">Which estimate.</param>
/// <param name="Feedback">Creating the record and its analysis, and reading both from the change feed.</param>
/// <param name="Customers">Filing it with its customer.</param>
/// <param name="Signals">Writing the signals, reading them from the change feed for counting and settling, and once more when their hour is quiet.</param>
/// <param name="SignalRead">Reading a document of signals once more in a run of counting.</param>
/// <param name="FoldRun">One run of counting: the folds of the hour and the day and of five segments, without the signals.</param>
/// <param name="Settling">Settling the folds of a journey for a month, without the signals.</param>
internal sealed record Charges(string Name, double Feedback, double Customers, double Signals, double SignalRead, double FoldRun, double Settling)
{
    private const double Segments = 137;
    private const double Remembered = 42;
    private const double HoursOfMonth = 730;
    private const double SettlingRuns = 8_760 * 12;

    public static Charges Low(Head head) => Of("low", head, record: 11.4, underFunctions: 1.2, customers: 7.5, read: 0.1, fromFacts: 54);

    public static Charges High(Head head) => Of("high", head, record: 13.6, underFunctions: 3.4, customers: 16, read: 1, fromFacts: 161);

    private static Charges Of(string name, Head head, double record, double underFunctions, double customers, double read, double fromFacts) => new(
        name, record + (head == Head.Functions ? underFunctions : 0), customers, 5.5 + (3 * read), head == Head.Functions ? read : 0,
        Segments + (head == Head.Functions ? fromFacts : Remembered), (HoursOfMonth * fromFacts) + SettlingRuns);
}

/// <summary>How the pipeline counts.</summary>
/// <param name="FoldInterval">Seconds between two runs of a journey.</param>
internal sealed record Counting(double FoldInterval)
{
    // A run reads the hour as far as it has come.
    private const double HalfAnHour = 1_800;

    /// <summary>How often each document of signals is read for counting where nothing is remembered.</summary>
    public double ReadsPerSignal => Math.Max(1, HalfAnHour / FoldInterval);
}

/// <summary>Sizes on Cosmos DB, KB, what it adds included.</summary>
internal sealed record Sizes(double Feedback, double Customers, double Signals, double FoldsPerJourneyAndYear)
{
    public static Sizes Measured { get; } = new(2.2, 1.2, 1.0, 550_000);
}

/// <summary>List prices of a US region, $.</summary>
internal sealed record Prices
{
    public static Prices Published { get; } = new();

    /// <summary>An hour of 100 RU/s, autoscale.</summary>
    public double Throughput { get; init; } = 0.012;

    /// <summary>A GB and month in Cosmos DB.</summary>
    public double Storage { get; init; } = 0.25;

    /// <summary>A standard namespace of Service Bus and month, with its first 12.5 million operations.</summary>
    public double BusBase { get; init; } = 10;

    /// <summary>A million operations up to 100 million, up to 2,500 million, and beyond.</summary>
    public IReadOnlyList<(double UpTo, double Price)> BusOperations { get; init; } = [(12.5, 0), (100, 0.80), (2_500, 0.50), (double.MaxValue, 0.20)];

    /// <summary>A GB and second of an instance of Flex Consumption.</summary>
    public double GbSecond { get; init; } = 0.000026;

    /// <summary>A million executions.</summary>
    public double Executions { get; init; } = 0.40;
}

/// <summary>What was not measured on Azure and had to be assumed.</summary>
internal sealed record Machines
{
    /// <summary>Operations a second that a standard namespace of Service Bus takes, as published.</summary>
    public const double StandardOperations = 1_000;

    /// <summary>Processor milliseconds that a feedback takes from the request to its fold, Cosmos DB's client included; with the embedded store it is 0.2 to
    /// 0.6.</summary>
    public double ProcessorPerFeedback { get; init; } = 4;

    /// <summary>GB of an instance, which has one processor.</summary>
    public double Memory { get; init; } = 2;

    /// <summary>How much of its processor is used at the peak.</summary>
    public double Utilisation { get; init; } = 0.5;

    /// <summary>Operations of Service Bus for a feedback: its id is sent to be analysed and received.</summary>
    public double BusOperations { get; init; } = 2;

    /// <summary>Executions for a feedback: its request; what follows comes in batches.</summary>
    public double Executions { get; init; } = 1.1;

    /// <summary>RU of a query that finds nothing.</summary>
    public double QueryFloor { get; init; } = 2.5;
}
