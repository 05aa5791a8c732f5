using Feedback.Azure.Mail;
using Feedback.Core.Mail;
using Feedback.Web.Hosting;
using MailKit.Security;
using MimeKit;

namespace Feedback.Web.Mail;

/// <summary>The part of the configuration under <c>Feedback:</c> that is about mail.</summary>
internal sealed record MailOptions
{
    private const string Folder = "folder";
    private const string Smtp = "smtp";
    private const string OnAzure = "azure";
    private const string MailEndpoint = nameof(MailEndpoint);
    private const string MailKey = nameof(MailKey);
    private const string NoTls = "none";
    private const string StartTls = "starttls";
    private const string ImplicitTls = "implicit";

    /// <summary>The keys.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["Mail", MailEndpoint, MailKey, nameof(MailFrom), nameof(MailPerMinute), nameof(SmtpHost), nameof(SmtpPort), nameof(SmtpTls), nameof(SmtpUser),
            nameof(SmtpPassword), nameof(SmtpTimeoutSeconds), nameof(PublicUrl)];

    /// <summary><c>Feedback:Mail</c>: <c>smtp</c>, <c>azure</c>, or <c>folder</c> for a file a mail under the data directory.</summary>
    public required bool UsesSmtp { get; init; }

    /// <summary><c>Feedback:MailEndpoint</c> and <c>Feedback:MailKey</c>: the Azure Communication Services resource, when <c>Feedback:Mail</c> is
    /// <c>azure</c>.</summary>
    public AzureMailOptions? Azure { get; init; }

    /// <summary><c>Feedback:MailFrom</c>: whom mails are from, <c>a@example.com</c> or <c>Name &lt;a@example.com&gt;</c>.</summary>
    public required MailboxAddress MailFrom { get; init; }

    /// <summary><c>Feedback:MailPerMinute</c>: how many mails are sent in a minute at most.</summary>
    public required int MailPerMinute { get; init; }

    /// <summary><c>Feedback:SmtpHost</c>: the mail server.</summary>
    public string? SmtpHost { get; init; }

    /// <summary><c>Feedback:SmtpPort</c>: its port; 465 where encryption is implicit and 587 elsewhere when it is not set.</summary>
    public required int SmtpPort { get; init; }

    /// <summary><c>Feedback:SmtpTls</c>: <c>starttls</c>, without which nothing is sent, <c>implicit</c> for TLS from the first byte, or <c>none</c>.</summary>
    public required SecureSocketOptions SmtpTls { get; init; }

    /// <summary><c>Feedback:SmtpUser</c>.</summary>
    public string? SmtpUser { get; init; }

    /// <summary><c>Feedback:SmtpPassword</c>.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary><c>Feedback:SmtpTimeoutSeconds</c>: after how long an attempt to send is given up.</summary>
    public required int SmtpTimeoutSeconds { get; init; }

    /// <summary><c>Feedback:PublicUrl</c>: the address under which customers reach this program; the one that it listens at when it is not set.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="section">The configuration; takes what is wrong.</param>
    public static MailOptions Read(OptionSection section)
    {
        var mail = section.OneOf("Mail", Folder, Smtp, OnAzure) ?? Folder;
        var smtp = mail == Smtp;
        var from = From();
        var tls = section.OneOf(nameof(SmtpTls), StartTls, ImplicitTls, NoTls) switch
        {
            ImplicitTls => SecureSocketOptions.SslOnConnect,
            NoTls => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        var options = new MailOptions
        {
            UsesSmtp = smtp,
            Azure = Azure(),
            MailFrom = from,
            MailPerMinute = section.Whole(nameof(MailPerMinute), 600, 1, 60_000),
            SmtpHost = section.Text(nameof(SmtpHost)),
            SmtpPort = section.Whole(nameof(SmtpPort), tls == SecureSocketOptions.SslOnConnect ? 465 : 587, 1, 65_535),
            SmtpTls = tls,
            SmtpUser = section.Text(nameof(SmtpUser)),
            SmtpPassword = section.Text(nameof(SmtpPassword)),
            SmtpTimeoutSeconds = section.Whole(nameof(SmtpTimeoutSeconds), 60, 1, 600),
            PublicUrl = section.Address(nameof(PublicUrl)),
        };
        if (options.PublicUrl is { } url && (url.Query.Length > 0 || url.Fragment.Length > 0))
            section.Fault(nameof(PublicUrl), "must not have a query or a fragment");
        if (smtp && options.SmtpHost is null)
            section.Fault(nameof(SmtpHost), "is required when Feedback:Mail is smtp");
        // A server that is named and not used would be noticed when the mails are missed.
        foreach (var unused in smtp ? [] : new[] { nameof(SmtpHost), nameof(SmtpUser), nameof(SmtpPassword) }.Where(key => section.Text(key) is not null))
            section.Fault(unused, $"is set, but Feedback:Mail is not {Smtp}");
        if (options.SmtpHost is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            section.Fault(nameof(SmtpHost), "must be the name or the address of a host, without a port");
        if (options.SmtpUser is null != options.SmtpPassword is null)
            section.Fault(options.SmtpUser is null ? nameof(SmtpUser) : nameof(SmtpPassword), "is required with the other of the two");
        if (options is { SmtpPassword: not null, SmtpTls: SecureSocketOptions.None })
            section.Fault(nameof(SmtpTls), "must be starttls or implicit when there is a password, which would be sent unencrypted");
        return options;

        MailboxAddress From()
        {
            if (section.Text(nameof(MailFrom)) is not { } sender)
            {
                if (mail != Folder)
                    section.Fault(nameof(MailFrom), $"is required when Feedback:Mail is {mail}");
            }
            else if (MimeMail.AddressOf(sender) is { } parsed && Uri.CheckHostName(parsed.Domain) == UriHostNameType.Dns)
            {
                return parsed;
            }
            else
            {
                section.Fault(nameof(MailFrom), "must be an email address such as voices@example.com or Example <voices@example.com>");
            }

            return new("", "feedback@localhost");
        }

        AzureMailOptions? Azure()
        {
            if (mail != OnAzure)
            {
                // A resource that is named and not used would be noticed when the mails are missed.
                if ((section.Text(MailEndpoint) is not null ? MailEndpoint : section.Text(MailKey) is not null ? MailKey : null) is { } unused)
                    section.Fault(unused, $"is set, but Feedback:Mail is not {OnAzure}");
                return null;
            }

            var key = section.Text(MailKey);
            if (key is not null && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
                section.Fault(MailKey, "must be a key of the resource, in base 64; leave it out to sign in as the identity that the program runs as");
            if (section.Text(MailEndpoint) is null)
                section.Fault(MailEndpoint, $"is required when Feedback:Mail is {OnAzure}: https://NAME.communication.azure.com/");
            if (section.Address(MailEndpoint) is not { } endpoint)
                return null;
            if (key is null && endpoint.Scheme != Uri.UriSchemeHttps)
                section.Fault(MailEndpoint,
                    $"must be an https address when {OptionSection.Name(MailKey)} is not set: a token must not be sent unencrypted");
            return new() { Endpoint = endpoint, Key = key, Sender = from.GetAddress(idnEncode: true) };
        }
    }

    /// <summary>Where mails come from, and where their links lead.</summary>
    /// <param name="listensAt">The addresses that the program listens at, separated by semicolons; <c>null</c> for the usual one.</param>
    public MailOrigin Origin(string? listensAt) =>
        new(string.IsNullOrEmpty(MailFrom.Name) ? null : MailFrom.Name, DomainOf(MailFrom), PublicUrl ?? OwnAddress(listensAt));

    private static string DomainOf(MailboxAddress from) => from.GetAddress(idnEncode: true)[(from.LocalPart.Length + 1)..];

    private static Uri OwnAddress(string? listensAt)
    {
        string[] urls = [.. (listensAt ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        // A free port is known only when the program listens; who chooses one does not serve customers.
        var known = urls.Length == 0 ? null : ServedAddress.Of(urls);
        return known is { Port: not 0 } ? known : new(FeedbackHost.DefaultAddress);
    }
}
