using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Feedback.Azure.Inbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Feedback.Azure.Tests.Running;

/// <summary>
/// A server of the test's own that takes messages as Service Bus does over HTTP (https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue and
/// …/send-message-batch): one with its properties in
/// <c>BrokerProperties</c>, or many as JSON, within 256 KB; from who shows a shared access signature for the queue or an identity's token. It hands them on.
/// </summary>
internal sealed class ServiceBusFrontEnd : IAsyncDisposable
{
    public const string Token = "the-token";
    public const int MostBytes = 256 * 1024;
    public static readonly SharedAccessKey Key = new("sender", "the-key");

    private readonly WebApplication _app;
    private readonly Action<BusPost> _take;

    private ServiceBusFrontEnd(WebApplication app, Action<BusPost> take) => (_app, _take) = (app, take);

    /// <summary>Handlers that take the next requests, each one, before anything else.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Next { get; } = new();

    /// <summary>Takes every request while it is set.</summary>
    public Func<HttpContext, Task>? Always { get; set; }

    /// <summary>How many requests arrived.</summary>
    public int Requests { get; private set; }

    public Uri Address => new(_app.Urls.First());

    /// <param name="take">Takes each message.</param>
    /// <param name="tls">Whether it is reached by https, with a certificate that nobody trusts.</param>
    public static async Task<ServiceBusFrontEnd> StartAsync(Action<BusPost> take, bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(tls ? "https://127.0.0.1:0" : "http://127.0.0.1:0");
        if (tls)
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate()));
        var app = builder.Build();
        var front = new ServiceBusFrontEnd(app, take);
        app.Run(front.HandleAsync);
        await app.StartAsync();
        return front;
    }

    public static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    /// <summary>Never answers.</summary>
    public static async Task Silence(HttpContext context) => await Task.Delay(Timeout.Infinite, context.RequestAborted)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_app)
            Requests++;
        if ((Always ?? (Next.TryDequeue(out var next) ? next : null)) is { } first)
        {
            await first(context);
            return;
        }

        context.Response.StatusCode = Take(context.Request, body.ToArray());
    }

    private int Take(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Method != "POST" || path is not [var queue, "messages"])
            return 404;
        if (!IsKnown(request.Headers.Authorization.ToString(), $"{request.Scheme}://{request.Host}/{queue}"))
            return 401;
        if (body.Length > MostBytes)
            return 403;
        try
        {
            foreach (var post in request.ContentType == "application/vnd.microsoft.servicebus.json" ? Many(queue, body) : One(queue, request, body))
                _take(post);
            return 201;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return 400;
        }
    }

    private static List<BusPost> One(string queue, HttpRequest request, byte[] body) =>
        [new(queue, JsonElement.Parse(request.Headers["BrokerProperties"].ToString()).GetProperty("MessageId").GetString()!, Encoding.UTF8.GetString(body))];

    private static List<BusPost> Many(string queue, byte[] body) =>
    [
        .. JsonElement.Parse(body).EnumerateArray().Select(message =>
            new BusPost(queue, message.GetProperty("BrokerProperties").GetProperty("MessageId").GetString()!, message.GetProperty("Body").GetString()!)),
    ];

    /// <summary>Whether it is the token, or a signature with the key that is for this queue and has not expired.</summary>
    private static bool IsKnown(string authorization, string queue)
    {
        const string Scheme = "SharedAccessSignature ";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal))
            return authorization == $"Bearer {Token}";
        var parts = authorization[Scheme.Length..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key.Key), Encoding.UTF8.GetBytes($"{parts["sr"]}\n{parts["se"]}")));
        return Uri.UnescapeDataString(parts["sr"]) == queue && Uri.UnescapeDataString(parts["sig"]) == signature && parts["skn"] == Key.Policy
            && DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["se"], CultureInfo.InvariantCulture)) > TimeProvider.System.GetUtcNow();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>A message that arrived.</summary>
internal sealed record BusPost(string Queue, string MessageId, string Body);
