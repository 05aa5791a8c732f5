using System.Globalization;
using System.Text;

namespace Feedback.App.Tests.BadInput;

/// <summary>A valid request to start from.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Key">The key that it brings.</param>
/// <param name="Body">Its body.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Cookie">The cookies that it brings.</param>
internal sealed record ValidRequest(
    string Method, string Path, string? Key, string? Body = null, string? ContentType = "application/json", string? Cookie = null);

/// <summary>A mutated request.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="Head">Whether the method is HEAD, whose answer has no body.</param>
/// <param name="Framed">Whether its end is where its headers say, so that an answer must come.</param>
internal sealed record MutatedRequest(byte[] Bytes, bool Head, bool Framed)
{
    /// <summary>Whether it is sent to the API, where no answer is a page.</summary>
    public bool IsForApi => ToString().Split(' ') is [_, var path, ..] && $"{path.Split('?')[0]}/".StartsWith("/v1/", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Encoding.Latin1.GetString(Bytes, 0, Math.Min(Bytes.Length, 2_000));
}

/// <summary>Changes a valid request in one to four places: bytes and tokens of its body, its headers, its path and query, its method, or any byte at
/// all.</summary>
internal static class RequestMutation
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\u", "null", "true", "-1", "0", "1e999", "1.5", "99999999999999999999", "\"\"",
            "[[[[[[[[[[[[[[[[[[[[", "{}",
        "\"source\":", "\"text\":", "\"ratings\":{", "\"occurredAt\":\"0000-00-00T00:00:00Z\",", "\"attributes\":{\"a\":", "NaN", "/**/", "\uFEFF", "🙂", "\0",
            "\n", "\r\n", " ", "%00", "%ff%fe", "&", "=", "+", "&version=-1", "&topics=", "&to=shipped&shippedAt=0001-01-01T00:00",
    ];

    private static readonly string[] PathTokens =
    [
        "/", "//", "..", "%2F", "%00", "%", "%ff", "%F0%9F%99%82", "?", "&", "=", "limit=0", "&limit=201", "&cursor=", "&from=9999-12-31T23:59:59Z",
            "&to=0001-01-01", "&from=2026-11-01", "&interval=hour",
        "&stage=pay", "&stage=", "&theme=%00", "&journey=x", "+", "#", ";", "retail", "{id}", "*", "'", "\"", "<", "|", "~", "&sentiment=1",
            "&from=1971-01-01&to=1980-01-01",
    ];

    private static readonly string[] Headers =
    [
        "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=x", "Content-Type: application/x-www-form-urlencoded;charset=utf-7",
            "RequestVerificationToken: CfDJ8x", "Content-Type: text/plain", "Content-Type: application/x-ndjson",
            "Content-Type: application/json; charset=utf-16", "Content-Type: ;",
            "Accept: text/html", "Accept: ,;q=9", "Authorization: Bearer", "Authorization: Basic x",
        "Cookie: feedback=nonsense", "Cookie: =;;", "Idempotency-Key: \"'\\", "Idempotency-Key: ", "If-Match: x", "If-Match: *", "If-Match: \"1\", W/\"2\"",
            "If-None-Match: *", "Expect: 200-ok", "Content-Encoding: gzip", "Accept-Encoding: br", "Range: bytes=0-1",
        "webhook-id: 1", "webhook-timestamp: x", "webhook-timestamp: 1795000000", "webhook-signature: v1,AAAA", "webhook-signature: v1,",
            "Last-Event-ID: MQ.MQ", "Last-Event-ID: a.b", "Last-Event-ID: .", "X-Forwarded-For: ::1", "X-Forwarded-Host: xn--",
        "X-HTTP-Method-Override: DELETE", "traceparent: 00-xyz", "baggage: =,=", "Origin: null", "Upgrade-Insecure-Requests: 1", "Connection: keep-alive",
            "Date: yesterday",
    ];

    private static readonly string[] Hosts =
    [
        "", "xn--", "a.xn--", "xn--.example.com", "xn--a.b", "a..b", ".", "a:99999", "a:x", "[::1]:80", "[::1", "EXAMPLE.com", "a_b", "127.1", "-", "a,b",
            "%41",
    ];

    private static readonly string[] CredentialTokens = ["x", " ", "~", "CfDJ8", "==", "%", ";", "chunks-9; feedbackC1="];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "QUERY", "PROPFIND"];

    public static MutatedRequest Mutate(ValidRequest valid, Random random)
    {
        var (method, path, key, cookie) = (valid.Method, valid.Path, valid.Key, valid.Cookie);
        var body = valid.Body is null ? [] : Encoding.UTF8.GetBytes(valid.Body).ToList();
        var headers = new List<string>();
        var raw = random.Next(20) == 0;
        var chunked = random.Next(10) == 0 && body.Count > 0;
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            switch (random.Next(body.Count > 0 ? 10 : 5))
            {
                case 0:
                    path = Splice(path, random, PathTokens);
                    break;
                case 1:
                    path = valid.Path + (valid.Path.Contains('?', StringComparison.Ordinal) ? "" : "?")
                        + string.Concat(random.GetItems(PathTokens, random.Next(1, 4)));
                    break;
                case 2:
                    headers.Add(random.GetItems(Headers, 1)[0]);
                    break;
                case 3:
                    (key, cookie) = random.Next(4) switch
                    {
                        0 => (null, null),
                        1 => (cookie is null ? Splice(key ?? "key", random, CredentialTokens) : null, cookie is null ? null
                            : Splice(cookie, random, CredentialTokens)),
                        _ => (key, cookie),
                    };
                    break;
                case 4:
                    method = random.Next(3) == 0 ? random.GetItems(Methods, 1)[0] : method;
                    break;
                default:
                    MutateBody(body, random);
                    break;
            }
        }

        // Blanks and control characters end a path or a header: those are for the requests that are changed byte by byte.
        path = string.Concat(path.Select(c => c is > ' ' and < '\x7f' ? c : '.'));
        var request = new List<byte>(
            Encoding.Latin1.GetBytes(Head(method, path.StartsWith('/') ? path : "/" + path, random.Next(20) == 0 ? random.GetItems(Hosts, 1)[0] : "localhost",
                key, cookie, valid, headers, chunked ? null : body.Count)));
        if (chunked)
            request.AddRange([.. Encoding.ASCII.GetBytes(body.Count.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. body, .. "\r\n0\r\n\r\n"u8]);
        else
            request.AddRange(body);
        for (var changes = raw ? random.Next(1, 6) : 0; changes > 0; changes--)
            request[random.Next(request.Count)] = (byte)random.Next(256);
        return new([.. request], method == "HEAD", Framed: !raw);
    }

    private static string Head(string method, string path, string host, string? key, string? cookie, ValidRequest valid, List<string> headers,
        int? length)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        if (key is not null)
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {key}\r\n");
        if (cookie is not null)
            head.Append(CultureInfo.InvariantCulture, $"Cookie: {cookie}\r\n");
        if (valid.Body is not null && !headers.Any(header => header.StartsWith("Content-Type", StringComparison.Ordinal)))
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {valid.ContentType}\r\n");
        head.Append(length is null ? "Transfer-Encoding: chunked\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n"));
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        return head.Append("\r\n").ToString();
    }

    private static void MutateBody(List<byte> body, Random random)
    {
        var at = random.Next(body.Count + 1);
        var length = Math.Min(random.Next(1, 12), body.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < body.Count:
                body[at] = (byte)random.Next(256);
                break;
            case 1 when at < body.Count:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                body.RemoveRange(at, length);
                break;
            case 3:
                body.RemoveRange(at, body.Count - at);
                break;
            case 4:
                body.InsertRange(random.Next(body.Count + 1), [.. body.Skip(at).Take(random.Next(1, 60))]);
                break;
            default:
                body.InsertRange(at, Encoding.UTF8.GetBytes(random.GetItems(Tokens, 1)[0]));
                break;
        }
    }

    private static string Splice(string text, Random random, string[] tokens)
    {
        var at = random.Next(text.Length + 1);
        var rest = random.Next(2) == 0 ? at : Math.Min(text.Length, at + random.Next(1, 6));
        return text[..at] + random.GetItems(tokens, 1)[0] + text[rest..];
    }
}
