using System.Text.Json;
using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Requests;

namespace Feedback.Core.Intake;

/// <summary>
/// Reads posted feedback from JSON and names every field that is wrong, not only the first:
/// a deserialiser stops at the first fault and cannot name unknown or repeated fields together.
/// </summary>
/// <param name="time">Tells what "in the future" means.</param>
public sealed class FeedbackReader(TimeProvider time)
{
    private static readonly RequestField<string> Source = Fields.Name("source", "The sending system: the source that the key or secret belongs to.");
    private static readonly RequestField<string> EventId =
        Fields.Line("sourceEventId",
            "Your own id of the event. Posting the same event again stores nothing and returns the same id.", RequestLimits.ForeignId);
    private static readonly RequestField<string> Kind =
        Fields.OneOf("touchpoint", "The kind of touchpoint. Default: the source's own.", Touchpoint.All);
    private static readonly RequestField<string> Channel = Fields.Line("channel", "Your own word for how it came in.", RequestLimits.Channel);
    private static readonly RequestField<DateTimeOffset?> OccurredAt = Fields.Time("occurredAt",
        $"When the customer said it: RFC 3339 with an offset, at most {RequestLimits.Future.Minutes} minutes in the future and {RequestLimits.PastYears} "
            + "years in the past. Default: the time of receipt.");
    private static readonly RequestField<string> CustomerId = Fields.Identifier("id", "The company's customer number.", RequestLimits.ForeignId);
    private static readonly RequestField<string> CustomerEmail = Fields.Email("email", "An email address.");
    private static readonly RequestField<CustomerIdentity> Customer = Fields.Object("customer",
        new("feedback", "The customer who said it.", CustomerId, CustomerEmail),
        static (in given) => CustomerOf(given.Of(CustomerId), given.Of(CustomerEmail)));
    private static readonly RequestField<string> Text =
        Fields.Said("text", "What the customer said. Required unless ratings are given.", RequestLimits.TextCharacters);
    private static readonly RequestField<string> Language = Fields.Language("language", "The BCP 47 language of the text. Default: detected.")
        .Described(value => value with { Examples = ["en", "pt-BR"] });
    private static readonly RequestField<int?> Nps = Fields.Whole("nps", "Likelihood to recommend.", Records.Nps.Lowest, Records.Nps.Highest);
    private static readonly RequestField<int?> Csat = Fields.Whole("csat", "Satisfaction.", Records.Csat.Lowest, Records.Csat.Highest);
    private static readonly RequestField<int?> Ces = Fields.Whole("ces", "Effort.", Records.Ces.Lowest, Records.Ces.Highest);
    private static readonly RequestField<Ratings> Scores =
        Fields.Object("ratings", new("feedback", "What the customer scored. Required unless a text is given.", Nps, Csat, Ces),
        static (in given) => RatingsOf(given.Of(Nps), given.Of(Csat), given.Of(Ces)));
    private static readonly RequestField<Dictionary<string, string>> Attributes = Fields.Attributes("attributes",
        "Anything else you know, stored as text.", keepsNull: ContactRule.Speaks);

    /// <summary>A feedback that names its source.</summary>
    public static RequestShape Shape { get; } = ShapeOf("PostedFeedback", Source.Required("is required: the name of the sending system"));

    /// <summary>A feedback whose source is known without its naming it.</summary>
    public static RequestShape ShapeOfWebhook { get; } = ShapeOf("PostedWebhook", Source);

    /// <summary>Reads a body that holds one feedback.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="defaultSource">The source to assume when the body names none; <c>null</c> when it must name one.</param>
    /// <param name="errors">What is wrong, when the result is <c>null</c>.</param>
    public PostedFeedback? Read(ReadOnlySpan<byte> json, string? defaultSource, out FieldErrors errors)
    {
        (defaultSource is null ? Shape : ShapeOfWebhook).Read(json, out var given, out errors);
        return Make(given, defaultSource, errors);
    }

    /// <summary>Reads a JSON array of feedback; <paramref name="onItem"/> is called for each element, valid or not, in order.</summary>
    /// <param name="json">The body, in UTF-8.</param>
    /// <param name="onItem">Receives each element's feedback, or what is wrong with it.</param>
    /// <returns>What is wrong with the array as a whole; <c>null</c> when it could be read.</returns>
    public FieldErrors? ReadArray(ReadOnlySpan<byte> json, Action<PostedFeedback?, FieldErrors> onItem)
    {
        var reader = JsonBody.Open(json);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                return FieldErrors.Of(FieldErrors.Body, "must be a JSON array of feedback, or NDJSON with the content type application/x-ndjson");

            for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            {
                if (count == RequestLimits.BatchItems)
                    return TooMany();
                var errors = new FieldErrors();
                Shape.ReadObject(ref reader, errors, out var given);
                onItem(Make(given, null, errors), errors);
            }

            while (reader.Read())
            {
                // Reads on only so that anything behind the array is refused.
            }

            return null;
        }
        catch (JsonException exception)
        {
            return JsonBody.Malformed(exception);
        }
    }

    /// <summary>What is said of a batch with too many items.</summary>
    public static FieldErrors TooMany() => FieldErrors.Of(FieldErrors.Body, $"must have at most {RequestLimits.BatchItems} items");

    private static RequestShape ShapeOf(string schema, RequestField source) =>
        new("feedback", "One thing that a customer said or scored, at one touchpoint and one time.",
            source, EventId, Kind, Channel, OccurredAt, Customer, Text, Language, Scores, Attributes)
        {
            Schema = schema,
            AnyOf = [Text, Scores],
        };

    private static CustomerIdentity? CustomerOf(string? id, string? email) => id is null && email is null ? null : new(id, email);

    private static Ratings? RatingsOf(int? nps, int? csat, int? ces) => nps is null && csat is null && ces is null ? null : new(nps, csat, ces);

    private PostedFeedback? Make(in RequestValues given, string? defaultSource, FieldErrors errors)
    {
        var (text, ratings, occurredAt) = (given.Of(Text), given.Of(Scores), given.Of(OccurredAt));
        if (string.IsNullOrWhiteSpace(text))
            text = null;
        if (text is null && ratings is null && !errors.Names(Text.Name) && !errors.Names(Scores.Name) && !errors.Names(FieldErrors.Body))
            errors.Add(Text.Name, "is required unless ratings are given");
        if (occurredAt is { } at && TimeFault(at, time.GetUtcNow()) is { } fault)
            errors.Add(OccurredAt.Name, fault);
        return errors.None
            ? new PostedFeedback(
                given.Of(Source) ?? defaultSource!, given.Of(EventId), given.Of(Kind), given.Of(Channel), occurredAt,
                given.Of(Customer), text, given.Of(Language), ratings, given.Of(Attributes))
            : null;
    }

    private static string? TimeFault(DateTimeOffset at, DateTimeOffset now) =>
        at > now + RequestLimits.Future ? $"must be at most {RequestLimits.Future.Minutes} minutes in the future"
        : at < now.AddYears(-RequestLimits.PastYears) ? $"must be at most {RequestLimits.PastYears} years in the past"
        : null;
}
