using Feedback.Core.Storage;

namespace Feedback.Core.Access;

/// <summary>The keys of people.</summary>
public sealed class PersonKeys(IDocumentStore store, KeyRing keys, TimeProvider time)
{
    private const int IdLength = 12;

    /// <summary>How many are listed at most: these are the people of one company's CX team.</summary>
    public const int MostListed = 1_000;

    /// <summary>Makes a key.</summary>
    /// <returns>The key itself, to be shown once, and what is kept of it.</returns>
    public async Task<(string Key, PersonKey Kept)> CreateAsync(NewPersonKey asked, string by, CancellationToken cancellationToken = default)
    {
        var key = ApiKey.Create(asked.Kind == KeyKind.Manager ? "fbm_" : "fbr_");
        var hash = ApiKey.Hash(key);
        var kept = new PersonKey(hash[..IdLength], asked.Name, asked.Kind, hash, time.GetUtcNow(), by);
        // The list first: a key that works always stands in it, so that it can be taken away.
        await store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.PersonKey, kept.Id), kept, AccessJson.Default.PersonKey), cancellationToken);
        await keys.AddAsync(new(hash, asked.Kind, null, null, asked.Name), cancellationToken);
        return (key, kept);
    }

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<PersonKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        var documents = await store.RangeAsync(Containers.Settings, DocumentKinds.PersonKey, IdRange.All, MostListed, cancellationToken);
        return [.. documents.Select(document => Json.Read(document, AccessJson.Default.PersonKey)).OrderBy(key => key.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(key => key.Id, StringComparer.Ordinal)];
    }

    /// <summary>Takes a key away; the sessions that it opened end with it. <c>false</c> when there is none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        if (id.Length != IdLength || !id.All(char.IsAsciiHexDigitLower)
            || await store.GetAsync(Containers.Settings, new(DocumentKinds.PersonKey, id), cancellationToken) is not { } document)
            return false;
        await keys.RevokeAsync(Json.Read(document, AccessJson.Default.PersonKey).Hash, cancellationToken);
        return await store.DeleteAsync(Containers.Settings, document.Key, cancellationToken);
    }
}
