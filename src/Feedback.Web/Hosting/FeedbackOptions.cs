using Feedback.Azure.Inbox;
using Feedback.Core.Access;
using Feedback.Core.Digests;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;
using Feedback.Cosmos;
using Feedback.Web.Access;
using Feedback.Web.Mail;

namespace Feedback.Web.Hosting;

/// <summary>The configuration under <c>Feedback:</c>. Read and checked once, at the start; every fault is named with its key.</summary>
internal sealed record FeedbackOptions
{
    public const string Section = "Feedback";
    public const string Database = "feedback.db";
    public const int ShortestManagerKey = 32;

    /// <summary>Every key of the section.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        nameof(Data), nameof(ManagerKey), nameof(Journeys), nameof(JourneysDirectory), nameof(SignalBuckets), nameof(TimeZone),
        nameof(AllowPrivateWebhooks), nameof(LifetimeValue), nameof(OngoingTickets), nameof(FoldIntervalSeconds), nameof(SessionHours), nameof(PhoneRegions),
        nameof(TrustedProxies),
        .. CosmosOptions.Keys, .. InboxOptions.Keys,
        .. OpenIdOptions.Keys, .. LanguageOptions.Keys, .. MailOptions.Keys, .. DigestOptions.Keys, .. TelemetryOptions.Keys,
    ];

    /// <summary><c>Feedback:Data</c>: the folder that everything is written to.</summary>
    public required string Data { get; init; }

    /// <summary><c>Feedback:ManagerKey</c>: a manager's key, instead of a random one.</summary>
    public string? ManagerKey { get; init; }

    /// <summary><c>Feedback:Journeys</c>: the journeys that feedback is mapped to, separated by commas.</summary>
    public required IReadOnlyList<string> Journeys { get; init; }

    /// <summary><c>Feedback:JourneysDirectory</c>: where their definitions are.</summary>
    public required string JourneysDirectory { get; init; }

    /// <summary><c>Feedback:SignalBuckets</c>: over how many partitions a day's signals are spread.</summary>
    public required int SignalBuckets { get; init; }

    /// <summary><c>Feedback:TimeZone</c>: the time zone of the company's hours, days, weeks and months.</summary>
    public required CompanyCalendar TimeZone { get; init; }

    /// <summary>Where traces, metrics and logs are sent.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>The Cosmos DB account, when <c>Feedback:Store</c> is <c>cosmos</c>; <c>null</c> for the embedded store.</summary>
    public CosmosStoreOptions? Cosmos { get; init; }

    /// <summary>Where feedback goes while the store is away; <c>null</c> for nowhere.</summary>
    public ServiceBusInboxOptions? Inbox { get; init; }

    /// <summary><c>Feedback:FoldIntervalSeconds</c>: how long changes gather before they are counted. On Cosmos DB counting is what costs most.</summary>
    public required int FoldIntervalSeconds { get; init; }

    /// <summary>What analyses texts.</summary>
    public required LanguageOptions Language { get; init; }

    /// <summary>The identity provider; <c>null</c> where people sign in with keys alone.</summary>
    public OpenIdOptions? OpenId { get; init; }

    /// <summary><c>Feedback:SessionHours</c>: after how many hours people have to sign in again.</summary>
    public required int SessionHours { get; init; }

    /// <summary><c>Feedback:PhoneRegions</c>: the countries by whose numbering plans telephone numbers are known in every text.</summary>
    public required IReadOnlyList<string> PhoneRegions { get; init; }

    /// <summary>What is about mail.</summary>
    public required MailOptions Mail { get; init; }

    /// <summary><c>Feedback:DigestAt</c> and <c>Feedback:DigestTimeZone</c>: when the weekly digest is sent.</summary>
    public required DigestSchedule Digest { get; init; }

    /// <summary><c>Feedback:AllowPrivateWebhooks</c>: whether subscribers may stand in the company's own network, and be called over http.</summary>
    public bool AllowPrivateWebhooks { get; init; }

    /// <summary><c>Feedback:LifetimeValue</c>: whether a ticket's priority counts what its customers are worth to the company.</summary>
    public required bool LifetimeValue { get; init; }

    /// <summary><c>Feedback:OngoingTickets</c>: how many tickets of ongoing problems may be open at once.</summary>
    public required int OngoingTickets { get; init; }

    /// <summary><c>Feedback:TrustedProxies</c>: the proxies in front of the program that are believed.</summary>
    public required IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; }

    /// <summary>The Functions host that this program runs under; <c>null</c> when it runs by itself.</summary>
    public FunctionsHost? Functions { get; init; }

    public string DatabasePath => Path.Combine(Data, Database);

    /// <summary>Reads the options.</summary>
    /// <exception cref="OptionsException">Something is wrong; the message names every key.</exception>
    public static FeedbackOptions Read(IConfiguration configuration)
    {
        var section = new OptionSection(configuration);
        section.Allow(Keys);

        var cosmos = CosmosOptions.Read(section);
        var functions = FunctionsHost.Of(configuration);
        var calendar = Calendar(section);
        var options = new FeedbackOptions
        {
            Data = Path.GetFullPath(section.Text(nameof(Data)) ?? (functions is null ? DefaultDataFolder.Path : Path.Combine(Path.GetTempPath(), "feedback"))),
            ManagerKey = section.Text(nameof(ManagerKey)),
            Journeys = (section.Text(nameof(Journeys)) ?? "retail").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            JourneysDirectory = Path.GetFullPath(section.Text(nameof(JourneysDirectory)) ?? Path.Combine(AppContext.BaseDirectory, "journeys")),
            SignalBuckets = section.Whole(nameof(SignalBuckets), 1, 1, 1000),
            TimeZone = calendar,
            Telemetry = TelemetryOptions.Read(section),
            Cosmos = cosmos,
            Inbox = InboxOptions.Read(section, isRead: functions is not null),
            FoldIntervalSeconds = section.Whole(nameof(FoldIntervalSeconds), cosmos is null ? 0 : 60, 0, 3600),
            Language = LanguageOptions.Read(section),
            OpenId = OpenIdOptions.Read(section),
            SessionHours = section.Whole(nameof(SessionHours), 12, 1, 24 * 30),
            PhoneRegions = Regions(section),
            Mail = MailOptions.Read(section),
            Digest = DigestOptions.Read(section, calendar),
            AllowPrivateWebhooks = section.Flag(nameof(AllowPrivateWebhooks), usual: false),
            LifetimeValue = section.Flag(nameof(LifetimeValue), usual: true),
            OngoingTickets = section.Whole(nameof(OngoingTickets), OngoingSettings.Default.MostOpen, 1, 1000),
            TrustedProxies = Hosting.TrustedProxies.Read(section),
            Functions = functions,
        };
        if (options.ManagerKey is { Length: < ShortestManagerKey } || options.ManagerKey?.Any(c => c is <= ' ' or > '~') == true)
            section.Fault(nameof(ManagerKey),
                $"must have at least {ShortestManagerKey} printable ASCII characters and no spaces; make one with `openssl rand -hex 32`");
        else if (options.ManagerKey is { } key && ApiKey.IsPlainlyWeak(key))
            section.Fault(nameof(ManagerKey), "is easy to guess: few different characters, or the same over and over; make one with `openssl rand -hex 32`");
        if (functions is not null && cosmos is null && section.Faults.Count == 0)
            section.Fault("Store", "must be cosmos under the Functions host: its triggers read the Cosmos DB change feed");
        if (functions is not null && options.ManagerKey is null)
            section.Fault(nameof(ManagerKey), "is required under the Functions host: nobody would see a generated key");
        if (options.Journeys.Count == 0)
            section.Fault(nameof(Journeys), "must name at least one journey");
        if (!Directory.Exists(options.JourneysDirectory))
            section.Fault(nameof(JourneysDirectory), $"is not a folder: {options.JourneysDirectory}");
        return section.Faults.Count == 0 ? options : throw new OptionsException(section.Faults);
    }

    private static IReadOnlyList<string> Regions(OptionSection section)
    {
        if (section.Text(nameof(PhoneRegions)) is not { } text)
            return Core.Privacy.PhoneRegions.Usual;
        string[] regions = [.. text.ToUpperInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (regions.Length == 0 || !regions.All(Core.Privacy.PhoneRegions.Exists))
            section.Fault(nameof(PhoneRegions), "must name countries by their ISO 3166 codes, separated by commas: US,GB,DE");
        return regions;
    }

    private static CompanyCalendar Calendar(OptionSection section)
    {
        if (section.Text(nameof(TimeZone)) is not { } name)
            return CompanyCalendar.Utc;
        if (CompanyCalendar.FindZone(name) is { } zone)
            return new(zone);
        section.Fault(nameof(TimeZone), "must be an IANA time zone such as Europe/Berlin");
        return CompanyCalendar.Utc;
    }
}

/// <summary>The configuration is wrong.</summary>
internal sealed class OptionsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));
