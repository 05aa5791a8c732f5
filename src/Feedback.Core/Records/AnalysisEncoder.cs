using System.Buffers;
using System.Text.Json;

namespace Feedback.Core.Records;

/// <summary>
/// Writes what was understood as the JSON that is stored. There is one for each feedback, and its size is paid for at every write and read, so names are single
/// letters, repeated things are flat arrays, scores are whole thousandths and whatever follows from something else is left out.
/// </summary>
/// <remarks>
/// <code>
/// n revision, absent for 0; always the first        y reason          a by (which analysis)       l language
/// s "failed" or "received", absent for mapped       e erasedAt        f sentiment                 c [ of the text, of the ratings ]: a contradiction
/// u 1 for a language that the analysis does not read; absent for the others
/// x sentences   [ start, length, sentiment, … ]
/// o opinions    [ target's start, length, assessment's start, length, clause's start, length, sentiment, … ]; a start of −1 for none
/// p personal    [ start, length, kind's number, … ]
/// k corrections, as they are
/// m mapping     [ { j journey, v version, b bucket (absent for 0), h heard by, r rating stage, g segments,
///                   o [ stage, theme, owner, reason's number, confidence in thousandths, … ] }, … ]
/// </code>
/// </remarks>
internal static class AnalysisEncoder
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The document's body.</summary>
    public static byte[] Encode(AnalysisDocument document)
    {
        var buffer = _buffer ??= new(2_048);
        var json = _writer ??= new(buffer);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        Write(json, document);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, AnalysisDocument document)
    {
        json.WriteStartObject();
        if (document.Revision != 0)
            json.WriteNumber("n"u8, document.Revision);
        if (document.State != FeedbackState.Mapped)
            json.WriteString("s"u8, document.State == FeedbackState.Failed ? "failed"u8 : "received"u8);
        if (document.Reason is { } reason)
            json.WriteString("y"u8, reason);
        if (document.ErasedAt is { } erasedAt)
            json.WriteString("e"u8, erasedAt);
        if (document.Analysis is { } analysis)
            Write(json, analysis);
        if (document.Corrections is { } corrections)
        {
            json.WritePropertyName("k"u8);
            JsonSerializer.Serialize(json, corrections, RecordsJson.Default.IReadOnlyListCorrection);
        }

        if (document.Mapping is { } mappings)
        {
            json.WriteStartArray("m"u8);
            foreach (var mapping in mappings)
                Write(json, mapping);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FeedbackAnalysis analysis)
    {
        json.WriteString("a"u8, analysis.By);
        if (analysis.Language is { } language)
            json.WriteString("l"u8, language);
        if (analysis.NotUnderstood)
            json.WriteNumber("u"u8, 1);
        json.WriteNumber("f"u8, Thousandths(analysis.Sentiment.Score));
        if (analysis.Contradiction is { } contradiction)
        {
            json.WriteStartArray("c"u8);
            json.WriteNumberValue(Thousandths(contradiction.Text.Score));
            json.WriteNumberValue(Thousandths(contradiction.Ratings.Score));
            json.WriteEndArray();
        }

        json.WriteStartArray("x"u8);
        foreach (var sentence in analysis.Sentences)
        {
            Write(json, sentence.Span);
            json.WriteNumberValue(Thousandths(sentence.Sentiment.Score));
        }

        json.WriteEndArray();
        json.WriteStartArray("o"u8);
        foreach (var opinion in analysis.Opinions)
        {
            Write(json, opinion.Target ?? AnalysisDecoder.NoSpan);
            Write(json, opinion.Assessment ?? AnalysisDecoder.NoSpan);
            Write(json, opinion.Clause);
            json.WriteNumberValue(Thousandths(opinion.Sentiment.Score));
        }

        json.WriteEndArray();
        if (analysis.Personal is { } personal)
        {
            json.WriteStartArray("p"u8);
            foreach (var span in personal)
            {
                Write(json, span.Span);
                json.WriteNumberValue((int)span.Kind);
            }

            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, FeedbackMapping mapping)
    {
        json.WriteStartObject();
        json.WriteString("j"u8, mapping.Journey);
        json.WriteString("v"u8, mapping.Version);
        if (mapping.Bucket != 0)
            json.WriteNumber("b"u8, mapping.Bucket);
        if (!mapping.ByTime)
            json.WriteNumber("i"u8, 1);
        json.WriteString("h"u8, mapping.HeardBy);
        json.WriteString("r"u8, mapping.RatingStage);
        if (mapping.Segments is { } segments)
        {
            json.WriteStartArray("g"u8);
            foreach (var segment in segments)
                json.WriteStringValue(segment);
            json.WriteEndArray();
        }

        json.WriteStartArray("o"u8);
        foreach (var opinion in mapping.Opinions)
        {
            json.WriteStringValue(opinion.Stage);
            json.WriteStringValue(opinion.Theme);
            json.WriteStringValue(opinion.Owner);
            json.WriteNumberValue((int)opinion.Reason);
            json.WriteNumberValue(Thousandths(opinion.Confidence));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TextSpan span)
    {
        json.WriteNumberValue(span.Start);
        json.WriteNumberValue(span.Length);
    }

    private static int Thousandths(double value) => (int)Math.Round(value * 1_000);
}
