using System.Text.Json;

namespace Feedback.Core.Records;

/// <summary>Reads what <see cref="AnalysisEncoder"/> writes. Properties that it does not know it passes over.</summary>
internal static class AnalysisDecoder
{
    internal static readonly TextSpan NoSpan = new(-1, 0);

    private const char End = '\0';
    private const char Longer = '?';

    /// <summary>Whether it is still the first analysis: a glance at the first property tells.</summary>
    public static bool IsFirst(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            return json.Read() && json.Read() && !(json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("n"u8));
        }
        catch (JsonException)
        {
            // Damaged: whoever reads the whole finds out.
            return false;
        }
    }

    /// <summary>Reads a document's body.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AnalysisDocument Decode(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            return Document(ref json);
        }
        catch (InvalidOperationException exception)
        {
            // A value of another kind than the property has.
            throw new JsonException(exception.Message, exception);
        }
    }

    private static AnalysisDocument Document(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an object is expected");
        var revision = 0;
        var state = FeedbackState.Mapped;
        string? reason = null, by = null, language = null;
        var notUnderstood = false;
        DateTimeOffset? erasedAt = null;
        var sentiment = Sentiment.Neutral;
        Contradiction? contradiction = null;
        List<Sentence> sentences = [];
        List<Opinion> opinions = [];
        List<PersonalSpan>? personal = null;
        IReadOnlyList<Correction>? corrections = null;
        List<FeedbackMapping>? mapping = null;
        for (var name = Next(ref json); name != End; name = Next(ref json))
        {
            switch (name)
            {
                case 'n':
                    revision = json.GetInt32();
                    break;
                case 's':
                    state = json.ValueTextEquals("failed"u8) ? FeedbackState.Failed : FeedbackState.Received;
                    break;
                case 'y':
                    reason = json.GetString();
                    break;
                case 'e':
                    erasedAt = json.GetDateTimeOffset();
                    break;
                case 'a':
                    by = json.GetString();
                    break;
                case 'l':
                    language = json.GetString();
                    break;
                case 'u':
                    notUnderstood = json.GetInt32() == 1;
                    break;
                case 'f':
                    sentiment = Score(json.GetInt32());
                    break;
                case 'c':
                    contradiction = Contradiction(ref json);
                    break;
                case 'x':
                    sentences = Sentences(ref json);
                    break;
                case 'o':
                    opinions = Opinions(ref json);
                    break;
                case 'p':
                    personal = Personal(ref json);
                    break;
                case 'k':
                    corrections = JsonSerializer.Deserialize(ref json, RecordsJson.Default.IReadOnlyListCorrection);
                    break;
                case 'm':
                    mapping = Mappings(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new()
        {
            Revision = revision,
            State = state,
            Reason = reason,
            Analysis = by is null ? null : new(by, language, sentiment, sentences, opinions, contradiction)
            {
                Personal = personal,
                NotUnderstood = notUnderstood,
            },
            Corrections = corrections,
            Mapping = mapping,
            ErasedAt = erasedAt,
        };
    }

    /// <summary>Goes to the value of the next property. Its name: one letter, <see cref="Longer"/> for any other, and <see cref="End"/> behind the
    /// last.</summary>
    private static char Next(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return End;
        if (json.TokenType != JsonTokenType.PropertyName)
            throw new JsonException("a property is expected");
        var name = json.ValueSpan.Length == 1 ? (char)json.ValueSpan[0] : Longer;
        json.Read();
        return name;
    }

    private static List<FeedbackMapping> Mappings(ref Utf8JsonReader json)
    {
        var mappings = new List<FeedbackMapping>(2);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            mappings.Add(Mapping(ref json));
        return mappings;
    }

    private static FeedbackMapping Mapping(ref Utf8JsonReader json)
    {
        string journey = "", version = "", heardBy = "", ratingStage = "";
        var bucket = 0;
        var byTime = true;
        List<string>? segments = null;
        List<MappedOpinion> opinions = [];
        for (var name = Next(ref json); name != End; name = Next(ref json))
        {
            switch (name)
            {
                case 'j':
                    journey = json.GetString()!;
                    break;
                case 'v':
                    version = json.GetString()!;
                    break;
                case 'b':
                    bucket = json.GetInt32();
                    break;
                case 'i':
                    byTime = false;
                    break;
                case 'h':
                    heardBy = json.GetString()!;
                    break;
                case 'r':
                    ratingStage = json.GetString()!;
                    break;
                case 'g':
                    segments = Texts(ref json);
                    break;
                case 'o':
                    opinions = MappedOpinions(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new(journey, version, bucket, heardBy, ratingStage, opinions) { Segments = segments, ByTime = byTime };
    }

    private static List<string> Texts(ref Utf8JsonReader json)
    {
        var texts = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            texts.Add(json.GetString()!);
        return texts;
    }

    private static List<MappedOpinion> MappedOpinions(ref Utf8JsonReader json)
    {
        var opinions = new List<MappedOpinion>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var stage = json.GetString()!;
            json.Read();
            var theme = json.GetString();
            json.Read();
            var owner = json.GetString();
            opinions.Add(new(stage, theme, owner, (MappingReason)Number(ref json), Number(ref json) / 1_000.0));
        }

        return opinions;
    }

    private static Contradiction Contradiction(ref Utf8JsonReader json)
    {
        var contradiction = new Contradiction(Score(Number(ref json)), Score(Number(ref json)));
        json.Read();
        return contradiction;
    }

    private static List<Sentence> Sentences(ref Utf8JsonReader json)
    {
        var sentences = new List<Sentence>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            sentences.Add(new(SpanFrom(ref json), Score(Number(ref json))));
        return sentences;
    }

    private static List<Opinion> Opinions(ref Utf8JsonReader json)
    {
        var opinions = new List<Opinion>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var target = SpanFrom(ref json);
            var assessment = Span(ref json);
            opinions.Add(new(OrNone(target), OrNone(assessment), Span(ref json), Score(Number(ref json))));
        }

        return opinions;
    }

    private static List<PersonalSpan> Personal(ref Utf8JsonReader json)
    {
        var spans = new List<PersonalSpan>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            spans.Add(new(SpanFrom(ref json), (PersonalDataKind)Number(ref json)));
        return spans;
    }

    private static TextSpan? OrNone(TextSpan span) => span == NoSpan ? null : span;

    private static Sentiment Score(int thousandths) => Sentiment.FromScore(thousandths / 1_000.0);

    /// <summary>A span whose start is the present value.</summary>
    private static TextSpan SpanFrom(ref Utf8JsonReader json) => new(json.GetInt32(), Number(ref json));

    private static TextSpan Span(ref Utf8JsonReader json) => new(Number(ref json), Number(ref json));

    private static int Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt32();
    }
}
