namespace Feedback.Core.Storage;

/// <summary>Keeps in the store how far readers of change feeds have come.</summary>
public static class CursorStore
{
    /// <summary>How far a reader has come; <c>null</c> when it has never read.</summary>
    public static async Task<string?> FindCursorAsync(this IDocumentStore store, CursorName name, CancellationToken cancellationToken = default) =>
        await FindAsync(store, name.Name, cancellationToken) ?? (name.FormerName is { } former ? await FindAsync(store, former, cancellationToken) : null);

    /// <summary>Keeps how far a reader has come.</summary>
    public static Task KeepCursorAsync(this IDocumentStore store, CursorName name, string cursor, CancellationToken cancellationToken = default) =>
        store.UpsertAsync(
            Containers.Settings,
            Json.Write(new(DocumentKinds.Cursor, name.Name), new CursorRecord(cursor), StorageJson.Default.CursorRecord),
            cancellationToken);

    private static async Task<string?> FindAsync(IDocumentStore store, string name, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, new(DocumentKinds.Cursor, name), cancellationToken) is { } document
            ? Json.Read(document, StorageJson.Default.CursorRecord).Cursor
            : null;
}
