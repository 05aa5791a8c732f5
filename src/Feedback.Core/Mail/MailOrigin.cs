namespace Feedback.Core.Mail;

/// <summary>Where mails come from, and where their links lead.</summary>
/// <param name="Company">The name that the addressees know; <c>null</c> when none is configured.</param>
/// <param name="Domain">The domain of the sending address: message ids are made under it.</param>
/// <param name="PublicUrl">The address under which the addressees reach this program.</param>
public sealed record MailOrigin(string? Company, string Domain, Uri PublicUrl)
{
    /// <summary>The address of a page of this program.</summary>
    /// <param name="path">The path without a leading slash, and its query.</param>
    public Uri LinkTo(string path) => new(PublicUrl.AbsoluteUri.EndsWith('/') ? PublicUrl : new Uri(PublicUrl.AbsoluteUri + "/"), path);
}
