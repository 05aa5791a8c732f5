using System.Collections.Concurrent;
using Feedback.Core.Requests;
using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>The sources and their credentials.</summary>
public sealed class SourceRegistry(IDocumentStore store, KeyRing keys, ISecretProtection protection, TimeProvider time)
{
    /// <summary>How long the old credentials hold after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, (SourceRecord Record, DateTimeOffset At)> _found = new(StringComparer.Ordinal);
    private readonly StoreCircuitBreaker _breaker = new(time);
    private Document? _nobody;

    /// <summary>Creates a source.</summary>
    /// <returns>Its credentials, to be shown once; <c>null</c> when there is a source of that name.</returns>
    public async Task<IssuedCredentials?> CreateAsync(Source source, CancellationToken cancellationToken = default)
    {
        var issued = IssuedCredentials.Issue();
        var record = new SourceRecord
        {
            Id = source.Id,
            Touchpoint = source.Touchpoint,
            Silo = source.Silo,
            CreatedAt = time.GetUtcNow(),
            Keys = [new(ApiKey.Hash(issued.Key), null)],
            SigningSecrets = [new(issued.SigningSecret, null)],
        };
        var written = await store.CreateAsync(Containers.Settings, Write(record), cancellationToken);
        if (!written.Written)
            return null;
        await AdmitAsync(record, cancellationToken);
        return issued;
    }

    /// <summary>Gives a source new credentials; those before them hold for <see cref="Overlap"/>, older ones end. So whoever rotates twice lets in nobody by
    /// what leaked.</summary>
    /// <returns>The new credentials, to be shown once; <c>null</c> when there is no such source.</returns>
    public async Task<IssuedCredentials?> RotateAsync(string id, CancellationToken cancellationToken = default)
    {
        var issued = IssuedCredentials.Issue();
        while (true)
        {
            var document = await store.GetAsync(Containers.Settings, new(DocumentKinds.Source, id), cancellationToken);
            if (document is null)
                return null;
            var before = Read(document);
            var after = before with
            {
                Keys = Rotate(before.Keys, ApiKey.Hash(issued.Key)),
                SigningSecrets = Rotate(before.SigningSecrets, issued.SigningSecret),
            };
            if (!(await store.ReplaceAsync(Containers.Settings, Write(after), document.ETag, cancellationToken)).Written)
                continue;
            _found.TryRemove(id, out _);
            await AdmitAsync(after, cancellationToken);
            foreach (var ended in before.Keys.ExceptBy(after.Keys.Select(key => key.Value), key => key.Value))
                await keys.RevokeAsync(ended.Value, cancellationToken);
            return issued;
        }
    }

    /// <summary>Deletes a source and its credentials; what it has sent stays. <c>false</c> when there is none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken) is not { } record)
            return false;
        // The keys first: a crash between the two leaves a source without keys, never keys that would open a later source of the same name.
        foreach (var key in record.Keys)
            await keys.RevokeAsync(key.Value, cancellationToken);
        _found.TryRemove(id, out _);
        return await store.DeleteAsync(Containers.Settings, new(DocumentKinds.Source, id), cancellationToken);
    }

    /// <summary>One source; <c>null</c> when there is none.</summary>
    public async Task<SourceRecord?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        SourceName.IsValid(id) && await store.GetAsync(Containers.Settings, new(DocumentKinds.Source, id), cancellationToken) is { } document
            ? Read(document)
            : null;

    /// <summary>One source, for taking its feedback in: while the store does not answer, as it was found last, if that was within
    /// <see cref="KeyRing.Outlives"/>.</summary>
    /// <returns>The source, <c>null</c> when there is none; and whether it is only remembered: then its secrets may have changed since.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer, and the source was not found lately.</exception>
    public async Task<(SourceRecord? Source, bool IsRemembered)> RecallAsync(string id, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (!_found.TryGetValue(id, out var found) || now >= found.At + KeyRing.Outlives)
            return (await LookUpAsync(id, now, cancellationToken), false);
        try
        {
            return (await _breaker.AskAsync(token => LookUpAsync(id, now, token), cancellationToken), false);
        }
        catch (StoreUnavailableException)
        {
            return (found.Record, true);
        }
    }

    /// <summary>The sources in the order of their names.</summary>
    /// <param name="after">Go on behind this name; <c>null</c> to start.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<SourceRecord>> ListAsync(string? after, int limit, CancellationToken cancellationToken = default)
    {
        var documents = await store.RangeAsync(Containers.Settings, DocumentKinds.Source, new(null, null, After: after), limit, cancellationToken);
        return [.. documents.Select(document => Read(document))];
    }

    /// <summary>The signing secrets of a source that hold now.</summary>
    public IReadOnlyList<string> SigningSecretsOf(SourceRecord source)
    {
        var now = time.GetUtcNow();
        return [.. source.SigningSecrets.Where(secret => secret.IsReadable() && (secret.ExpiresAt is null || secret.ExpiresAt > now))
            .Select(secret => secret.Value)];
    }

    /// <summary>Secrets that nobody has, read as those of a source are: checking a signature takes as long whether there is a source of that name or
    /// not.</summary>
    public IReadOnlyList<string> SigningSecretsOfNobody() => SigningSecretsOf(Read(_nobody ??= Nobody()));

    /// <summary>Encrypts what earlier versions stored in the clear. For the program's start.</summary>
    public async Task EncryptAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.Source, IdRange.All, cancellationToken: cancellationToken))
        {
            // Where another is faster, that one encrypts it.
            if (Json.Read(document, AccessJson.Default.SourceRecord).SigningSecrets.Any(secret => secret.IsReadable()))
                await store.ReplaceAsync(Containers.Settings, Write(Read(document)), document.ETag, cancellationToken);
        }
    }

    private async Task<SourceRecord?> LookUpAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var record = await FindAsync(id, cancellationToken);
        if (record is null)
        {
            _found.TryRemove(id, out _);
            return null;
        }

        if (_found.Count >= MostRemembered)
            _found.Clear();
        _found[id] = (record, now);
        return record;
    }

    private List<Credential> Rotate(IReadOnlyList<Credential> before, string fresh) =>
    [
        .. before.Where(credential => credential.ExpiresAt is null).Select(credential => credential with { ExpiresAt = time.GetUtcNow() + Overlap }),
        new(fresh, null),
    ];

    private async Task AdmitAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        foreach (var key in record.Keys)
            await keys.AddAsync(new(key.Value, KeyKind.Source, record.Id, key.ExpiresAt), cancellationToken);
    }

    private SourceRecord Read(Document document)
    {
        var stored = Json.Read(document, AccessJson.Default.SourceRecord);
        return stored with { SigningSecrets = protection.Reveal(stored.SigningSecrets) };
    }

    private Document Nobody()
    {
        var written = Write(new() { Id = "nobody", CreatedAt = time.GetUtcNow(), Keys = [], SigningSecrets = [new(WebhookSignature.CreateSecret(), null)] });
        return new(written.Key, "", written.Body);
    }

    private DocumentWrite Write(SourceRecord record) => Json.Write(new(DocumentKinds.Source, record.Id),
        record with { SigningSecrets = protection.Hide(record.SigningSecrets) }, AccessJson.Default.SourceRecord);
}

/// <summary>A source's credentials in the clear: shown once, never stored together.</summary>
/// <param name="Key">For <c>Authorization: Bearer</c>.</param>
/// <param name="SigningSecret">For Standard Webhooks: <c>whsec_</c> and base64.</param>
public sealed record IssuedCredentials(string Key, string SigningSecret)
{
    internal static IssuedCredentials Issue() => new(ApiKey.Create("fbs_"), WebhookSignature.CreateSecret());
}
