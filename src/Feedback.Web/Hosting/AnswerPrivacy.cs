namespace Feedback.Web.Hosting;

/// <summary>Every answer may hold customers' words, so none is kept by a browser or a proxy, and none is taken for something else than it says it is. What may
/// be kept, such as a style sheet, says so itself.</summary>
internal static class AnswerPrivacy
{
    public static void UseAnswerPrivacy(this WebApplication app) => app.Use(async (context, next) =>
    {
        // The first that is registered is called last, when the answer has said what it has to say.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.XContentTypeOptions = "nosniff";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, context.Response);
        await next(context);
    });
}
