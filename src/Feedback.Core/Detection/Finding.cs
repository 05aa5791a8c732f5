using System.Text.Json.Serialization;
using Feedback.Core.Records;

namespace Feedback.Core.Detection;

/// <summary>A topic that affects more customers than expected, and the evidence for it.</summary>
/// <param name="Topic">The theme and the stage.</param>
/// <param name="Kind">The kind of finding.</param>
/// <param name="From">The start of the window that shows it best, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Customers">Distinct customers who complained about it in the window.</param>
/// <param name="Expected">How many were expected from the past; <c>null</c> for an ongoing problem.</param>
/// <param name="Probability">The probability of as many or more if nothing had changed, 0…1; <c>null</c> for an ongoing problem.</param>
/// <param name="Share">The share of all customers heard on the journey in the window, 0…1.</param>
public sealed record Finding(Topic Topic, FindingKind Kind, DateTimeOffset From, DateTimeOffset To, long Customers, double? Expected, double? Probability,
    double Share);

/// <summary>In which way a topic affects more customers than expected.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingKind>))]
public enum FindingKind
{
    /// <summary>It rose within days.</summary>
    [JsonStringEnumMemberName("jump")] Jump,

    /// <summary>It rises slowly.</summary>
    [JsonStringEnumMemberName("drift")] Drift,

    /// <summary>It never rose, but costs many customers all the time.</summary>
    [JsonStringEnumMemberName("chronic")] Chronic,
}
