using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Feedback.App.Tests.BadInput;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? ContentType => Headers.GetValueOrDefault("content-type");
}

/// <summary>One connection that sends bytes as they are: no client library corrects them on the way.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private TcpClient? _client;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads the answer; <c>null</c> when the server closed the connection without one.</summary>
    /// <exception cref="OperationCanceledException">There was no answer in time.</exception>
    public async Task<RawAnswer?> SendAsync(byte[] request, bool withoutBody, CancellationToken cancellationToken)
    {
        if (_client is null)
        {
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(address.Host, address.Port, cancellationToken);
            _start = _end = 0;
        }

        try
        {
            try
            {
                await _client.GetStream().WriteAsync(request, cancellationToken);
            }
            catch (IOException)
            {
                // The server may answer and close before it has read all; the answer is read all the same.
            }

            return await ReadAsync(withoutBody, cancellationToken);
        }
        catch (IOException)
        {
            Close();
            return null;
        }
        catch
        {
            Close();
            throw;
        }
    }

    public void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    public void Dispose() => Close();

    private async Task<RawAnswer?> ReadAsync(bool withoutBody, CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not { } statusLine)
        {
            Close();
            return null;
        }

        var status = int.Parse(statusLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

        var endless = headers.GetValueOrDefault("content-type") == "text/event-stream";
        var body = withoutBody || endless || status is 204 or 304 ? ""
            : headers.ContainsKey("transfer-encoding") ? await ChunksAsync(cancellationToken)
            : await TextAsync(int.Parse(headers.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture), cancellationToken);
        if (endless || headers.GetValueOrDefault("connection") == "close")
            Close();
        return new(status, headers, body);
    }

    private async Task<string> ChunksAsync(CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        while (int.Parse(await LineAsync(cancellationToken) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            body.Append(await TextAsync(length, cancellationToken));
            await LineAsync(cancellationToken);
        }

        await LineAsync(cancellationToken);
        return body.ToString();
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, length);
                _start += length + 2;
                return line;
            }

            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    private async Task<string> TextAsync(int length, CancellationToken cancellationToken)
    {
        while (_end - _start < length)
        {
            if (!await FillAsync(cancellationToken))
                throw new IOException("the answer was cut off");
        }

        var text = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length;
        return text;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _client!.GetStream().ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
