using Feedback.Web.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The OpenAPI document as bytes. The routes do not change while the program runs, and to make the document takes longer than anything else that one
/// request can ask for: so it is made once, for the first who asks, however many ask.</summary>
/// <param name="services">Makes it.</param>
internal sealed class ServedDocument(IServiceProvider services)
{
    private readonly Lazy<Task<ServedBytes>> _content = new(() => Task.Run(() => MakeAsync(services)));

    /// <summary>The document; nothing for whoever has it already.</summary>
    public static async Task<IResult> GetAsync(HttpContext context, ServedDocument served)
    {
        var content = await served._content.Value.WaitAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        return content.Answer(context);
    }

    private static async Task<ServedBytes> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(FeedbackOpenApi.Name).GetOpenApiDocumentAsync();
        await using var plain = new MemoryStream();
        await using (var text = new StreamWriter(plain, leaveOpen: true))
        {
            text.NewLine = "\n";
            document.SerializeAsV31(new OpenApiJsonWriter(text));
        }

        return ServedBytes.Of(plain.ToArray(), "application/json;charset=utf-8");
    }
}
