using Feedback.Core.Journeys;
using Feedback.Core.Storage;

namespace Feedback.Core.Digests;

/// <summary>Keeps the facts of the digests that were sent, so that all who get one read the same, and can look it up later.</summary>
public sealed class DigestArchive(IDocumentStore store, MakeDigest make, TimeProvider time)
{
    /// <summary>The digest as it was sent; as it would be now when it was not.</summary>
    public async Task<Digest> LookAsync(JourneyDefinition journey, IsoWeek week, string audience, CancellationToken cancellationToken = default) =>
        await FindAsync(journey.Id, week, audience, cancellationToken) ?? await make.RunAsync(journey, week, audience, cancellationToken);

    /// <summary>The digest to send: made once, the same for all.</summary>
    /// <exception cref="InvalidOperationException">The week is not over.</exception>
    public async Task<Digest> KeepAsync(JourneyDefinition journey, IsoWeek week, string audience, CancellationToken cancellationToken = default)
    {
        if (!week.IsOver(time.GetUtcNow(), make.Calendar))
            throw new InvalidOperationException("a week is told when it is over");
        if (await FindAsync(journey.Id, week, audience, cancellationToken) is { } kept)
            return kept;
        var made = await make.RunAsync(journey, week, audience, cancellationToken);
        var written = await store.CreateAsync(Containers.Settings,
            Json.Write(new(DocumentKinds.Digest, IdOf(journey.Id, week, audience)), made, DigestsJson.Default.Digest), cancellationToken);
        return written.Written ? made : (await FindAsync(journey.Id, week, audience, cancellationToken))!;
    }

    /// <summary>What is kept, the latest week first.</summary>
    /// <param name="after">Go on behind this one: an id of <see cref="IdOf(Digest)"/>; <c>null</c> to start.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<Digest>> ListAsync(string? after, int limit, CancellationToken cancellationToken = default) =>
        [.. (await store.RangeAsync(Containers.Settings, DocumentKinds.Digest, new(null, null, Descending: true, After: after), limit, cancellationToken))
            .Select(document => Json.Read(document, DigestsJson.Default.Digest))];

    /// <summary>The id of a digest: week, journey and audience.</summary>
    public static string IdOf(Digest digest) => $"{digest.Week}|{digest.Journey}|{digest.Audience}";

    private static string IdOf(string journey, IsoWeek week, string audience) => $"{week}|{journey}|{audience}";

    private async Task<Digest?> FindAsync(string journey, IsoWeek week, string audience, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, new(DocumentKinds.Digest, IdOf(journey, week, audience)), cancellationToken) is { } document
            ? Json.Read(document, DigestsJson.Default.Digest) : null;
}
