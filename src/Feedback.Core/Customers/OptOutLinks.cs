using Feedback.Core.Mail;

namespace Feedback.Core.Customers;

/// <summary>The links with which a customer opts out. They name the customer by key, so they hold without any address being stored, even after the customer was
/// erased.</summary>
/// <param name="secret">32 random bytes, made once for each installation.</param>
/// <param name="origin">Where links lead.</param>
public sealed class OptOutLinks(byte[] secret, MailOrigin origin)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "opt-out";

    /// <summary>The query's parameter with the customer key.</summary>
    public const string CustomerField = SignedLinks.SubjectField;

    /// <summary>The query's parameter with the signature.</summary>
    public const string SignatureField = SignedLinks.SignatureField;

    private readonly SignedLinks _links = new(secret, origin, Path);

    /// <summary>A customer's link.</summary>
    public Uri Of(string customer) => _links.Of(customer);

    /// <summary>Whether a link's signature is that of its customer.</summary>
    public bool Holds(string customer, string signature) => _links.Holds(customer, signature);
}
