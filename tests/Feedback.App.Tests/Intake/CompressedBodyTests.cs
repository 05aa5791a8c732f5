using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Intake;

public sealed class CompressedBodyTests : IAsyncLifetime
{
    private const string Fine = """{"source":"pos-42","text":"Fine."}""";

    private RunningProgram _program = null!;
    private HttpClient _till = null!;

    public async Task InitializeAsync()
    {
        _program = await RunningProgram.StartAsync();
        (_till, _) = await _program.AddSourceAsync("pos-42");
    }

    public async Task DisposeAsync()
    {
        _till.Dispose();
        await _program.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/feedback", "application/json", Fine)]
    [InlineData("/v1/feedback/batch", "application/json", "[" + Fine + "]")]
    [InlineData("/v1/feedback/batch", "application/x-ndjson", Fine + "\n" + Fine)]
    [InlineData("/v1/webhooks/pos-42", "application/json", """{"text":"Fine."}""")]
    public async Task A_compressed_body_is_read_as_what_it_holds(string path, string type, string body)
    {
        foreach (var encoding in new[] { "gzip", "GZIP", "deflate" })
        {
            var (status, answer) = await PostAsync(path, type, Compress(Encoding.UTF8.GetBytes(body), encoding), encoding);

            Assert.Equal(HttpStatusCode.Accepted, status);
            Assert.Equal(0, answer.TryGetProperty("rejected", out var rejected) ? rejected.GetInt32() : 0);
        }
    }

    [Theory]
    [InlineData("/v1/feedback", "application/json")]
    [InlineData("/v1/feedback/batch", "application/json")]
    [InlineData("/v1/feedback/batch", "application/x-ndjson")]
    [InlineData("/v1/webhooks/pos-42", "application/json")]
    public async Task A_small_body_that_becomes_too_large_is_refused(string path, string type)
    {
        var (status, _) = await PostAsync(path, type, Compress(new byte[200 << 20], "gzip"), "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Theory]
    [InlineData("/v1/feedback", "application/json")]
    [InlineData("/v1/feedback/batch", "application/x-ndjson")]
    [InlineData("/v1/webhooks/pos-42", "application/json")]
    [InlineData("/v1/sources", "application/json")]
    public async Task An_encoding_that_is_not_known_is_refused_by_the_headers_name(string path, string type)
    {
        foreach (var encoding in new[] { "zstd", "br", "gzip, gzip" })
        {
            var (status, answer) = await PostAsync(path, type, Encoding.UTF8.GetBytes(Fine), encoding, path == "/v1/sources" ? _program.Manager : null);

            Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
            Assert.Equal("must be one of gzip, deflate, or left out", answer.GetProperty("errors").GetProperty("Content-Encoding")[0].GetString());
        }
    }

    [Theory]
    [InlineData("/v1/feedback", "application/json")]
    [InlineData("/v1/feedback/batch", "application/json")]
    [InlineData("/v1/feedback/batch", "application/x-ndjson")]
    public async Task A_body_that_is_not_what_its_header_says_is_refused_as_a_whole(string path, string type)
    {
        var (plain, answer) = await PostAsync(path, type, Encoding.UTF8.GetBytes(Fine), "gzip");
        var (cut, _) = await PostAsync(path, type, Compress(Encoding.UTF8.GetBytes(Fine), "gzip")[..^12], "gzip");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (plain, cut));
        Assert.True(answer.GetProperty("errors").TryGetProperty("Content-Encoding", out _));
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_plain_is_read() =>
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/v1/feedback", "application/json", Encoding.UTF8.GetBytes(Fine), "identity")).Status);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string type, byte[] body, string encoding, HttpClient? client = null)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
        using var response = await (client ?? _till).PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream writer = encoding == "deflate" ? new ZLibStream(compressed, CompressionLevel.Fastest) : new GZipStream(compressed,
            CompressionLevel.Fastest))
            writer.Write(body);
        return compressed.ToArray();
    }
}
