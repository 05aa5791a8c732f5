using System.Text.Json;
using System.Text.Json.Serialization;

namespace Feedback.Core.Signals;

/// <summary>A fold as it is stored: each customer's hash stands in it once, and whoever was heard somewhere is named by places among them.</summary>
internal sealed record StoredFold(
    string Journey,
    string Period,
    IReadOnlyList<FoldCell> Cells,
    IReadOnlyList<FoldScores> Scores,
    IReadOnlyList<StoredCustomers> Customers,
    IReadOnlyList<StoredAffected> Affected)
{
    /// <summary>The form it is stored in; <c>null</c> for that of version 0.1.</summary>
    public int? Format { get; init; }

    /// <inheritdoc cref="Fold.Segments"/>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <inheritdoc cref="Fold.Zone"/>
    public string? Zone { get; init; }

    /// <summary>The hashes of the customers that the members of <see cref="Customers"/> and <see cref="Affected"/> are places of; <c>null</c> for
    /// nobody.</summary>
    public string? Everyone { get; init; }

    public static StoredFold Of(Fold fold)
    {
        var customers = new FoldCustomersEncoder([.. fold.Customers.Select(part => part.Named)], [.. fold.Affected.Select(part => part.Named)]);
        return new(fold.Journey, fold.Period, fold.Cells, fold.Scores,
            [.. fold.Customers.Select((part, n) => new StoredCustomers(part.Stage, part.Touchpoint, customers.Members(n), customers.Sketch(n), part.Unnamed,
                OrNull(part.Surplus)))],
            [.. fold.Affected.Select((part, n) => new StoredAffected(
                part.Stage, part.Theme, customers.Members(fold.Customers.Count + n), customers.Sketch(fold.Customers.Count + n), part.Unnamed,
                OrNull(part.Surplus)))])
        {
            Format = Fold.Format,
            Segments = fold.Segments,
            Zone = fold.Zone,
            Everyone = customers.Everyone,
        };
    }

    /// <exception cref="FormatException">What stands for customers is not of that form.</exception>
    public Fold ToFold()
    {
        var customers = new FoldCustomersDecoder(Everyone);
        return new(Journey, Period, Cells, Scores,
            [.. Customers.Select(part => new FoldCustomers(part.Stage, part.Touchpoint, customers.Read(part.Members, part.Sketch), part.Unnamed)
            {
                Surplus = part.Surplus ?? 0,
            })],
            [.. Affected.Select(part => new FoldAffected(part.Stage, part.Theme, customers.Read(part.Members, part.Sketch), part.Unnamed)
            {
                Surplus = part.Surplus ?? 0,
            })])
        {
            IsOfEarlierForm = Format != Fold.Format,
            Segments = Segments,
            Zone = Zone,
        };
    }

    private static long? OrNull(long surplus) => surplus == 0 ? null : surplus;
}

/// <summary>The customers of a <see cref="FoldCustomers"/>: members of the fold's, or a sketch where there are too many to name.</summary>
internal sealed record StoredCustomers(string Stage, string Touchpoint, string? Members, string? Sketch, long Unnamed, long? Surplus);

/// <summary>The customers of a <see cref="FoldAffected"/>, likewise.</summary>
internal sealed record StoredAffected(string Stage, string Theme, string? Members, string? Sketch, long Unnamed, long? Surplus);

/// <summary>Stores a fold as a <see cref="StoredFold"/>.</summary>
internal sealed class FoldConverter : JsonConverter<Fold>
{
    public override Fold Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return (JsonSerializer.Deserialize(ref reader, StoredFoldJson.Default.StoredFold) ?? throw new JsonException("the fold is null")).ToFold();
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, Fold value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, StoredFold.Of(value), StoredFoldJson.Default.StoredFold);
}
