using System.Collections.Concurrent;
using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>
/// Tells who presents a key. Found keys are remembered for <see cref="Remembered"/>, so a key that another instance revokes works that long at most;
/// one revoked by this instance ceases at once. While the store does not answer, a source's key that was found lets in for <see cref="Outlives"/> after it was
/// found last: feedback can be taken in without the store.
/// </summary>
public sealed class KeyRing(IDocumentStore store, TimeProvider time)
{
    private const string ConfiguredManager = "configured-manager";
    private const string Shown = "shown";

    private static readonly DocumentKey FirstManager = new(DocumentKinds.Secret, "first-manager-key");
    private const int MostRemembered = 10_000;

    /// <summary>How long a found key is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    /// <summary>How long a source's key that was found outlives the store.</summary>
    public static readonly TimeSpan Outlives = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly StoreCircuitBreaker _breaker = new(time);

    /// <summary>Who presents a key; <c>null</c> when nobody is known by it, or it has expired.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, and the key was not found lately.</exception>
    public async ValueTask<Caller?> IdentifyAsync(string key, CancellationToken cancellationToken = default)
    {
        var hash = ApiKey.Hash(key);
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(hash, out var known) || known.ExpiresAt <= now)
            return await FindAsync(key, hash, now, cancellationToken);
        if (now < known.FoundAt + Remembered)
            return known.Caller;
        if (known.Caller.Kind != KeyKind.Source || now >= known.FoundAt + Outlives)
            return await FindAsync(key, hash, now, cancellationToken);
        try
        {
            return await _breaker.AskAsync(token => FindAsync(key, hash, now, token), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return known.Caller;
        }
    }

    /// <summary>Whose the key with a hash is; <c>null</c> when it is let in no longer. A session that a key opened ends with the key.</summary>
    /// <param name="hash">The key's hash; see <see cref="ApiKey.Hash"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<KeyKind?> KindAsync(string hash, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Containers.Settings, new(DocumentKinds.Key, hash), cancellationToken) is { } document
        && Json.Read(document, AccessJson.Default.KeyRecord) is var record && !(record.ExpiresAt <= time.GetUtcNow())
            ? record.Kind
            : null;

    /// <summary>Lets a key in.</summary>
    public async Task AddAsync(KeyRecord record, CancellationToken cancellationToken = default)
    {
        await store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.Key, record.Hash), record, AccessJson.Default.KeyRecord, record.ExpiresAt),
            cancellationToken);
        _known.TryRemove(record.Hash, out _);
    }

    /// <summary>Lets a key in no longer.</summary>
    public async Task RevokeAsync(string hash, CancellationToken cancellationToken = default)
    {
        await store.DeleteAsync(Containers.Settings, new(DocumentKinds.Key, hash), cancellationToken);
        _known.TryRemove(hash, out _);
    }

    /// <summary>Makes sure that there is a manager's key.</summary>
    /// <param name="configured">The key that the configuration sets; it takes the place of the one before, be it configured or the first one.</param>
    /// <param name="isAlone">Whether no other process may have the key in its configuration: then one that is set no longer is let in no longer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A new random key, to be shown once; <c>null</c> when one was shown already or the configuration sets it. Until
    /// <see cref="MarkManagerKeyShownAsync"/> nobody can have it, and another call makes another.</returns>
    public async Task<string?> EnsureManagerKeyAsync(string? configured, bool isAlone, CancellationToken cancellationToken = default)
    {
        if (configured is not null)
        {
            await SetConfiguredKeyAsync(ApiKey.Hash(configured), cancellationToken);
            return null;
        }

        var former = await ConfiguredHashAsync(cancellationToken);
        var mark = await SecretAsync(FirstManager, cancellationToken);
        var isWithdrawn = isAlone && former is not null;
        if (!isWithdrawn && (former is not null || mark == Shown))
            return null;
        if (isWithdrawn)
            await RevokeAsync(former!, cancellationToken);
        // Where others share the store, one of them may be about to show it.
        if (isAlone && mark is not (null or Shown))
            await RevokeAsync(mark, cancellationToken);
        var key = ApiKey.Create("fbm_");
        // The key goes in before the mark that names it: a crash between the two shows another key at the next start, rather than none ever.
        await AddAsync(new(ApiKey.Hash(key), KeyKind.Manager, null, null), cancellationToken);
        await MarkAsync(ApiKey.Hash(key), cancellationToken);
        if (isWithdrawn)
            await store.DeleteAsync(Containers.Settings, new(DocumentKinds.Secret, ConfiguredManager), cancellationToken);
        return key;
    }

    /// <summary>Notes that somebody has seen the key that <see cref="EnsureManagerKeyAsync"/> made: from now on it stays.</summary>
    public Task MarkManagerKeyShownAsync(CancellationToken cancellationToken = default) => MarkAsync(Shown, cancellationToken);

    private Task<WriteResult> MarkAsync(string mark, CancellationToken cancellationToken) => store.UpsertAsync(Containers.Settings,
        Json.Write(new(FirstManager.Partition, FirstManager.Id), new SecretRecord(mark), AccessJson.Default.SecretRecord), cancellationToken);

    private async Task SetConfiguredKeyAsync(string hash, CancellationToken cancellationToken)
    {
        var before = await ConfiguredHashAsync(cancellationToken);
        await AddAsync(new(hash, KeyKind.Manager, null, null), cancellationToken);
        if (before == hash)
            return;
        foreach (var former in await InstallationKeysAsync(cancellationToken))
        {
            if (former != hash)
                await RevokeAsync(former, cancellationToken);
        }

        await store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.Secret, ConfiguredManager), new SecretRecord(hash),
            AccessJson.Default.SecretRecord), cancellationToken);
    }

    /// <summary>The managers' keys that are nobody's own.</summary>
    private async Task<IReadOnlyList<string>> InstallationKeysAsync(CancellationToken cancellationToken)
    {
        var hashes = new List<string>();
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Key, IdRange.All, cancellationToken: cancellationToken))
        {
            if (Json.Read(document, AccessJson.Default.KeyRecord) is { Kind: KeyKind.Manager, Person: null } record)
                hashes.Add(record.Hash);
        }

        return hashes;
    }

    private Task<string?> ConfiguredHashAsync(CancellationToken cancellationToken) =>
        SecretAsync(new(DocumentKinds.Secret, ConfiguredManager), cancellationToken);

    private async Task<string?> SecretAsync(DocumentKey key, CancellationToken cancellationToken) =>
        await store.GetAsync(Containers.Settings, key, cancellationToken) is { } document
            ? Json.Read(document, AccessJson.Default.SecretRecord).Value
            : null;

    private async Task<Caller?> FindAsync(string key, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var document = await store.GetAsync(Containers.Settings, new(DocumentKinds.Key, hash), cancellationToken);
        if (document is null || Json.Read(document, AccessJson.Default.KeyRecord) is not { } record
            || !ApiKey.Matches(key, record.Hash) || record.ExpiresAt <= now || await CallerOfAsync(record, cancellationToken) is not { } caller)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[hash] = new(caller, now, record.ExpiresAt);
        return caller;
    }

    private async Task<Caller?> CallerOfAsync(KeyRecord record, CancellationToken cancellationToken)
    {
        if (record.Kind != KeyKind.Source)
            return record.Person is null ? Caller.Manager : new(record.Kind, null, record.Person);
        var source = await store.GetAsync(Containers.Settings, new(DocumentKinds.Source, record.Source!), cancellationToken);
        return source is null ? null : new(KeyKind.Source, Json.Read(source, AccessJson.Default.SourceRecord).ToSource());
    }

    private readonly record struct Known(Caller Caller, DateTimeOffset FoundAt, DateTimeOffset? ExpiresAt);
}
