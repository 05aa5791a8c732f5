using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>Sessions at the pages that were ended. A session lives in its cookie, which may have been copied: that it is over has to stand here.</summary>
public sealed class EndedSessions(IDocumentStore store)
{
    /// <summary>Ends a session.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="until">When it would have ended by itself: nothing need be kept longer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task EndAsync(string id, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        store.UpsertAsync(Containers.Settings, Json.Write(KeyOf(id), new(until), AccessJson.Default.EndedSession, until), cancellationToken);

    /// <summary>Whether somebody has ended a session.</summary>
    public async ValueTask<bool> HasEndedAsync(string id, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Containers.Settings, KeyOf(id), cancellationToken) is not null;

    private static DocumentKey KeyOf(string id) => new(DocumentKinds.EndedSession, id);
}

/// <summary>A session that was ended.</summary>
/// <param name="Until">When it would have ended by itself.</param>
public sealed record EndedSession(DateTimeOffset Until);
