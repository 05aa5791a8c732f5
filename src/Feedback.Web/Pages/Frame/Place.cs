namespace Feedback.Web.Pages;

/// <summary>Where in the program a page belongs: an entry of the navigation.</summary>
public enum Place
{
    /// <summary>The journey map, with its stages and themes.</summary>
    Map,

    /// <summary>What customers said.</summary>
    Feedback,

    /// <summary>The tickets.</summary>
    Tickets,

    /// <summary>Single customers.</summary>
    Customers,

    /// <summary>The weekly digests.</summary>
    Digests,

    /// <summary>The sending systems.</summary>
    Sources,

    /// <summary>Who may look and who may change.</summary>
    Access,
}
