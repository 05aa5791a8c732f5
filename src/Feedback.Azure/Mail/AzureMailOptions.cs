using Azure.Core;

namespace Feedback.Azure.Mail;

/// <summary>Which Azure Communication Services resource sends mails, and how it is reached.</summary>
public sealed record AzureMailOptions
{
    /// <summary>The resource's endpoint, <c>https://NAME.communication.azure.com/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>One of the resource's keys, in base 64; <c>null</c> for <see cref="Credential"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Who the program is, where no key is given; <c>null</c> for what DefaultAzureCredential finds. Needs https.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>Whom mails are from: an address of a domain that is connected to the resource. The name that goes with it is configured there.</summary>
    public required string Sender { get; init; }

    /// <summary>After how long an attempt to send is given up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
