using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Feedback.Core.Storage;

/// <summary>
/// The documents of a store whose bodies turned out to be damaged when they were read. A store that checks its pages does not check what is in them, and one
/// document that cannot be read must not keep all others from being shown and counted: it is passed over, and named here.
/// </summary>
public sealed class DamagedDocuments
{
    private const int MostNamed = 100;

    // Whoever reads a store is given nothing else: so what was found is kept for as long as the store is.
    private static readonly ConditionalWeakTable<IDocumentStore, DamagedDocuments> Stores = [];

    private readonly ConcurrentDictionary<(string Container, DocumentKey Key), string> _found = new();

    /// <summary>Called once for each of the first 100, with its name and what is wrong.</summary>
    public Action<string, string>? WhenFound { private get; set; }

    /// <summary>What was found, each by its container and key, and what is wrong; at most 100.</summary>
    public IReadOnlyList<string> Named => [.. _found.Values.Order(StringComparer.Ordinal).Take(MostNamed)];

    /// <summary>Those of a store, as far as they were read by now.</summary>
    public static DamagedDocuments Of(IDocumentStore store) => Stores.GetValue(store, _ => new());

    /// <summary>Whether somebody came upon a document of a partition.</summary>
    public bool HasAnyOf(string container, string partition) => _found.Keys.Any(at => at.Container == container && at.Key.Partition == partition);

    /// <summary>Whether an exception says that what was read is not what was written.</summary>
    public static bool IsDamage(Exception exception) => exception is JsonException or FormatException or InvalidOperationException or ArgumentException
        or IndexOutOfRangeException or OverflowException;

    /// <summary>Reads a document; <c>null</c> when it is damaged.</summary>
    /// <param name="container">Where it is from.</param>
    /// <param name="document">The document.</param>
    /// <param name="read">Reads it.</param>
    public T? Read<T>(string container, Document document, Func<Document, T> read)
        where T : class
    {
        try
        {
            return read(document);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            // The exception's words may hold some of the text.
            var fault = exception is JsonException { BytePositionInLine: { } at } ? $"its JSON cannot be read at byte {at:#,0}" : "it cannot be read";
            var name = $"{container} {Plain(document.Key.Partition)} {Plain(document.Key.Id)}";
            if (_found.TryAdd((container, document.Key), $"{name}: {fault}") && _found.Count <= MostNamed)
                WhenFound?.Invoke(name, fault);
            return null;
        }
    }

    /// <summary>A key as a line of a log or terminal can show it: one that is damaged itself may hold anything.</summary>
    public static string Plain(string key) => string.Concat(key.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
