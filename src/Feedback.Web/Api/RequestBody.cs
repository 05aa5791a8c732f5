using System.Buffers;
using Feedback.Core.Requests;

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

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > RequestLimits.BodyBytes)
            return new(StatusCodes.Status413PayloadTooLarge);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                if (read.Buffer.Length > RequestLimits.BodyBytes)
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
                    return new(rented, length);
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return new(exception.StatusCode);
        }
        catch (InvalidDataException)
        {
            return new(StatusCodes.Status400BadRequest) { IsMisnamed = true };
        }
    }

    /// <summary>The problem of a body that could not be read.</summary>
    public IResult ToProblem() =>
        IsMisnamed ? Problems.NotAsEncoded() : RefusedWith == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge() : Problems.Unreadable(RefusedWith);

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
