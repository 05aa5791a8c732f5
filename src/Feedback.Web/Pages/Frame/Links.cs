namespace Feedback.Web.Pages;

/// <summary>The addresses of the pages. What is looked at goes along, so that a manager who narrows the view stays in it.</summary>
public static class Links
{
    public const string Map = "/";
    public const string Feedback = "/feedback";
    public const string Tickets = "/tickets";
    public const string Customers = "/customers";
    public const string Digests = "/digests";
    public const string Sources = "/sources";
    public const string Access = "/access";

    /// <summary>The first page of a place.</summary>
    public static string To(Place place) => place switch
    {
        Place.Map => Map,
        Place.Feedback => Feedback,
        Place.Tickets => Tickets,
        Place.Customers => Customers,
        Place.Digests => Digests,
        Place.Sources => Sources,
        _ => Access,
    };

    public static string StagePath(string stage) => $"/stages/{stage}";

    public static string ThemePath(string theme) => $"/themes/{theme}";

    /// <summary>One stage of a journey.</summary>
    public static string Stage(string stage, PageFilter filter) => filter.Address(StagePath(stage));

    /// <summary>One theme of a journey, at every stage where it is heard.</summary>
    public static string Theme(string theme, PageFilter filter) => filter.Address(ThemePath(theme));

    /// <summary>The feedback behind a figure. <paramref name="more"/> are parameters of the page beside the filter's own: stage, theme, sentiment.</summary>
    public static string FeedbackBehind(PageFilter filter, params IEnumerable<(string Name, string? Value)> more) => filter.Address(Feedback, more);

    /// <summary>One feedback.</summary>
    public static string OneFeedback(string id) => $"{Feedback}/{id}";

    /// <summary>One ticket.</summary>
    public static string Ticket(string id) => $"{Tickets}/{id}";

    /// <summary>One customer, by key.</summary>
    public static string Customer(string key) => $"{Customers}/{key}";
}
