using Feedback.Core.Voices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Feedback.App.Mail;

/// <summary>Renders letters to HTML, with the components that pages are made of.</summary>
internal sealed class LetterRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync(YouSaidWeDid letter)
    {
        // One for each letter: a renderer keeps all that it has rendered.
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(YouSaidWeDidLetter.Letter)] = letter });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<YouSaidWeDidLetter>(parameters)).ToHtmlString());
    }
}
