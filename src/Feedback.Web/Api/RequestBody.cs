using System.Buffers;
using Feedback.Core.Requests;
using Microsoft.AspNetCore.Connections.Features;

namespace Feedback.Web.Api;

/// <summary>Reads a request's body into one rented array, up to the limit of the contract.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly byte[]? _rented;
    private readonly int _length;

    private RequestBody(byte[] rented, int length) => (_rented, _length) = (rented, length);

    private RequestBody(int refusedWith) => RefusedWith = refusedWith;

    /// <summary>The status to refuse the request with; 0 when the body could be read.</summary>
    public int RefusedWith { get; }

    /// <summary>Whether it is not what its <c>Content-Encoding</c> says.</summary>
    private bool IsMisnamed { get; init; }

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, _length);

    /// <summary>Reads a body.</summary>
    /// <param name="request">Whose.</param>
    /// <param name="mostBytes">How long it may be.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int mostBytes = RequestLimits.BodyBytes)
    {
        if (request.ContentLength > mostBytes)
            return new(StatusCodes.Status413PayloadTooLarge);
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
                    return new(status);
                }

                if (read.Buffer.Length > mostBytes)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return new(StatusCodes.Status413PayloadTooLarge);
                }

                if (read.IsCompleted)
                {
                    var length = (int)read.Buffer.Length;
                    var rented = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
                    read.Buffer.CopyTo(rented);
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return ContentEncodings.DecoderOf(request) is { } decoder ? Decoded(rented, length, decoder, mostBytes) : new(rented, length);
                }

                arriving.Hold(read.Buffer.Length);
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (IOException exception)
        {
            return new(GiveUp(request.HttpContext, exception));
        }
    }

    private static RequestBody Decoded(byte[] encoded, int length, Func<Stream, Stream> decoder, int mostBytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Min(mostBytes, 8 * length) + 1);
        var decoded = 0;
        try
        {
            using var stream = decoder(new MemoryStream(encoded, 0, length, writable: false));
            while (stream.Read(rented, decoded, rented.Length - decoded) is > 0 and var count)
            {
                decoded += count;
                if (decoded > mostBytes)
                {
                    ArrayPool<byte>.Shared.Return(rented);
                    return new(StatusCodes.Status413PayloadTooLarge);
                }

                if (decoded == rented.Length)
                    rented = Longer(rented, mostBytes);
            }

            return new(rented, decoded);
        }
        catch (InvalidDataException)
        {
            ArrayPool<byte>.Shared.Return(rented);
            return new(StatusCodes.Status400BadRequest) { IsMisnamed = true };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    private static byte[] Longer(byte[] full, int mostBytes)
    {
        var longer = ArrayPool<byte>.Shared.Rent(Math.Min(2 * full.Length, mostBytes + 1));
        full.CopyTo(longer, 0);
        ArrayPool<byte>.Shared.Return(full);
        return longer;
    }

    /// <summary>
    /// A reader that has thrown is of no use any more. The listener does not know that somebody caught it: it would read the rest of the body with it, and then
    /// the next request, and fail at both with a trace in the log.
    /// </summary>
    /// <returns>The status to refuse the request with.</returns>
    private static int GiveUp(HttpContext context, IOException exception)
    {
        if (exception is not BadHttpRequestException bad)
        {
            // Its sender is gone; there is nobody to answer.
            context.Abort();
            return StatusCodes.Status400BadRequest;
        }

        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return bad.StatusCode;
    }

    /// <summary>The problem of a body that could not be read.</summary>
    public IResult ToProblem() =>
        IsMisnamed ? Problems.NotAsEncoded() : RefusedWith == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge() : Problems.Unread(RefusedWith);

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
