using System.Buffers;
using System.IO.Pipelines;
using Feedback.Core.Intake;
using Feedback.Core.Requests;

namespace Feedback.Web.Api;

/// <summary>One item of a batch: a feedback, or what is wrong with it.</summary>
internal readonly record struct PostedItem(PostedFeedback? Feedback, FieldErrors Errors);

/// <summary>The items of a batch, read from a JSON array or line by line from NDJSON while it arrives. Nothing is stored before the whole body has been
/// read.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="Problem">What is wrong with the body as a whole.</param>
internal sealed record PostedBatch(IReadOnlyList<PostedItem> Items, IResult? Problem)
{
    public static Task<PostedBatch> ReadAsync(HttpRequest request, FeedbackReader reader) =>
        !request.IsNdJson() ? ReadArrayAsync(request, reader)
        : ContentEncodings.DecoderOf(request) is null ? ReadLinesAsync(request, reader) : ReadDecodedLinesAsync(request, reader);

    private static async Task<PostedBatch> ReadArrayAsync(HttpRequest request, FeedbackReader reader)
    {
        using var body = await RequestBody.ReadAsync(request);
        if (body.RefusedWith != 0)
            return new([], body.ToProblem());
        var items = new List<PostedItem>();
        var errors = reader.ReadArray(body.Bytes, (feedback, faults) => items.Add(new(feedback, faults)));
        return errors is null ? new(items, null) : new([], Problems.Invalid(errors));
    }

    private static async Task<PostedBatch> ReadDecodedLinesAsync(HttpRequest request, FeedbackReader reader)
    {
        using var body = await RequestBody.ReadAsync(request);
        if (body.RefusedWith != 0)
            return new([], body.ToProblem());
        var items = new List<PostedItem>();
        Lines(new(new ReadOnlySequence<byte>(body.Memory), isCanceled: false, isCompleted: true), reader, items);
        return items.Count > RequestLimits.BatchItems ? new([], Problems.Invalid(FeedbackReader.TooMany())) : new(items, null);
    }

    private static async Task<PostedBatch> ReadLinesAsync(HttpRequest request, FeedbackReader reader)
    {
        if (request.ContentLength > RequestLimits.BodyBytes)
            return new([], Problems.TooLarge());
        var items = new List<PostedItem>();
        var consumed = 0L;
        using var arriving = new ArrivingBody(request);
        try
        {
            while (true)
            {
                // Without a token: when the client goes, the reader says so itself and stays whole.
                var read = await request.BodyReader.ReadAsync();
                if (arriving.RefusedWith is not 0 and var status)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return new([], Problems.Unread(status));
                }

                var tooLarge = consumed + read.Buffer.Length > RequestLimits.BodyBytes;
                var rest = tooLarge ? default : Lines(read, reader, items);
                if (tooLarge || items.Count > RequestLimits.BatchItems)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return new([], tooLarge ? Problems.TooLarge() : Problems.Invalid(FeedbackReader.TooMany()));
                }

                consumed += read.Buffer.Length - rest.Length;
                request.BodyReader.AdvanceTo(rest.Start, read.Buffer.End);
                if (read.IsCompleted)
                    return new(items, null);
                // The items that were read are held as well as the rest.
                arriving.Hold(consumed + rest.Length);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return new([], exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge() : Problems.Unread(exception.StatusCode));
        }
    }

    /// <summary>Reads the whole lines of a buffer, at the end also the last one without a line break. Returns what is left.</summary>
    private static ReadOnlySequence<byte> Lines(ReadResult read, FeedbackReader reader, List<PostedItem> items)
    {
        var sequence = new SequenceReader<byte>(read.Buffer);
        while (items.Count <= RequestLimits.BatchItems && sequence.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
            Add(line);
        if (read.IsCompleted && items.Count <= RequestLimits.BatchItems)
        {
            Add(sequence.UnreadSequence);
            sequence.AdvanceToEnd();
        }

        return sequence.UnreadSequence;

        void Add(ReadOnlySequence<byte> line)
        {
            var bytes = (line.IsSingleSegment ? line.FirstSpan : line.ToArray()).Trim(" \t\r"u8);
            if (bytes.IsEmpty)
                return;
            var feedback = reader.Read(bytes, defaultSource: null, out var errors);
            items.Add(new(feedback, errors));
        }
    }
}
