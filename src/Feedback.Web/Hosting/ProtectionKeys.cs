using System.Security.Cryptography;
using System.Xml.Linq;
using Feedback.Core.Access;
using Feedback.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Feedback.Web.Hosting;

/// <summary>Where the keys are kept that protect cookies, form tokens and stored signing secrets: beside the embedded store, or in Cosmos DB, where all
/// instances find the same ones.</summary>
internal static class ProtectionKeys
{
    /// <summary>Their folder beside the embedded store.</summary>
    public static string FolderOf(string data) => Path.Combine(data, "keys");

    /// <summary>Whether there are any in a data folder.</summary>
    public static bool AreIn(string data) => new DirectoryInfo(FolderOf(data)) is { Exists: true } keys && keys.EnumerateFiles("*.xml").Any();

    public static IServiceCollection AddProtectionKeys(this IServiceCollection services, FeedbackOptions options)
    {
        var protection = services.AddDataProtection().SetApplicationName("Feedback");
        if (options.Cosmos is null)
            protection.PersistKeysToFileSystem(new(FolderOf(options.Data)));
        else
            services.AddOptions<KeyManagementOptions>().Configure<IDocumentStore>((keys, store) => keys.XmlRepository = new StoredProtectionKeys(store));
        return services.AddSingleton<ISecretProtection, DataProtectedSecrets>();
    }
}

/// <summary>Secrets encrypted with these keys. A key that has expired still opens what it has closed.</summary>
internal sealed class DataProtectedSecrets(IDataProtectionProvider keys, ILogger<DataProtectedSecrets> logger) : ISecretProtection
{
    private readonly IDataProtector _protector = keys.CreateProtector("signing-secrets");

    public string Protect(string secret) => _protector.Protect(secret);

    public string? Reveal(string encrypted)
    {
        try
        {
            return _protector.Unprotect(encrypted);
        }
        catch (CryptographicException exception)
        {
            logger.LogError("A signing secret cannot be read: the data protection key that it was encrypted with is gone. Restore the keys or rotate the "
                + "secret. {Reason}", exception.Message);
            return null;
        }
    }
}

/// <summary>The keys in the settings container. The framework asks for them once a day, and asks synchronously.</summary>
internal sealed class StoredProtectionKeys(IDocumentStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        store.UpsertAsync(Containers.Settings,
            new(new(DocumentKinds.ProtectionKey, friendlyName),
                Json.Serialize(new SecretRecord(element.ToString(SaveOptions.DisableFormatting)), AccessJson.Default.SecretRecord)))
            .GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var elements = new List<XElement>();
        await foreach (var document in store.AllAsync(Containers.Settings, DocumentKinds.ProtectionKey, IdRange.All).ConfigureAwait(false))
            elements.Add(XElement.Parse(Json.Read(document, AccessJson.Default.SecretRecord).Value));
        return elements;
    }
}
