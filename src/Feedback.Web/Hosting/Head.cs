namespace Feedback.Web.Hosting;

/// <summary>What a head adds to the program: what runs the pipeline, and how requests come in. One machine and Azure Functions differ in this alone.</summary>
/// <param name="AddServices">Registers what runs the pipeline.</param>
/// <param name="Use">Puts what comes before everything else into the request pipeline.</param>
/// <param name="Map">Maps addresses of its own.</param>
internal sealed record Head(Action<IServiceCollection> AddServices, Action<WebApplication> Use, Action<WebApplication> Map);
