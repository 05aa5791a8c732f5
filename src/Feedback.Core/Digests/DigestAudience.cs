using Feedback.Core.Journeys;

namespace Feedback.Core.Digests;

/// <summary>For whom a digest can be written.</summary>
public static class DigestAudience
{
    /// <summary>The audiences of a journey: everyone, then each silo.</summary>
    public static IReadOnlyList<string> All(JourneyDefinition journey) => [DigestRecipient.Everyone, .. journey.Silos.Select(silo => silo.Id)];

    /// <summary>Whether a journey has an audience.</summary>
    public static bool Exists(JourneyDefinition journey, string audience) => All(journey).Contains(audience, StringComparer.Ordinal);

    /// <summary>The silo of an audience; <c>null</c> for everyone.</summary>
    public static string? SiloOf(string audience) => audience == DigestRecipient.Everyone ? null : audience;
}
