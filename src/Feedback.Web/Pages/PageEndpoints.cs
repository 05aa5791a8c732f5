using System.Text.Encodings.Web;
using System.Text.Unicode;
using Feedback.Web.Access;

namespace Feedback.Web.Pages;

/// <summary>The pages for people: Razor components rendered on the server, each address here at the top.</summary>
internal static class PageEndpoints
{
    public static void MapFeedbackPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet(Links.Map, OverviewPages.GetAsync).RequireAuthorization(Authentication.ReaderPolicy);
        pages.MapTopicPages();
        pages.MapFeedbackPagesOfPlace();
        pages.MapTicketPages();
        pages.MapCustomerPages();
        pages.MapDigestPages();
        pages.MapSourcePages();
        pages.MapAccess();
        pages.MapSignIn();
        pages.MapGet(OptOutPages.Path, OptOutPages.Get).AllowAnonymous();
        pages.MapPost(OptOutPages.Path, OptOutPages.PostAsync).AllowAnonymous();
        pages.MapGet("/assets/{name}", Asset.Get).AllowAnonymous();
    }

    public static IServiceCollection AddFeedbackPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // What markup consists of is escaped; a minus or a Cyrillic text is not, which would cost eight bytes a letter.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddScoped<OverviewQuery>().AddSingleton<KnownDrivers>();
        services.AddScoped<TopicPageQuery>();
        services.AddScoped<FeedbackDetailQuery>();
        services.AddScoped<TicketPageQuery>();
        services.AddScoped<TicketForms>();
        services.AddScoped<SourcePageQuery>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "feedback-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The pages' Content-Security-Policy says who may frame them: nobody.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    public static void UseFeedbackPages(this WebApplication app) => app.UseCookieWriteProtection();
}
