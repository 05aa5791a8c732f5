using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Digests;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Feedback.Web.Mail;

/// <summary>Renders letters to HTML, with the components that pages are made of.</summary>
internal sealed class LetterRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public Task<string> RenderAsync(YouSaidWeDid letter) => RenderAsync<YouSaidWeDidLetter>(nameof(YouSaidWeDidLetter.Letter), letter);

    public Task<string> RenderAsync(DigestMail mail) => RenderAsync<DigestLetterMail>(nameof(DigestLetterMail.Mail), mail);

    private async Task<string> RenderAsync<TComponent>(string parameter, object value)
        where TComponent : IComponent
    {
        // One for each letter: a renderer keeps all that it has rendered.
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = value });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(parameters)).ToHtmlString());
    }
}
