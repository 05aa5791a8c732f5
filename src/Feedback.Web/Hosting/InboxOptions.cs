using Feedback.Azure.Inbox;
using Feedback.Core.Intake;

namespace Feedback.Web.Hosting;

/// <summary>The part of the configuration that says where feedback goes while the store is away: <c>Feedback:InboxEndpoint</c> and the key to it.</summary>
internal static class InboxOptions
{
    private const string InboxEndpoint = nameof(InboxEndpoint);
    private const string InboxKeyName = nameof(InboxKeyName);
    private const string InboxKey = nameof(InboxKey);

    public static IReadOnlyList<string> Keys { get; } = [InboxEndpoint, InboxKeyName, InboxKey];

    /// <summary>Reads them; <c>null</c> when there is no inbox, or something is wrong.</summary>
    /// <param name="isRead">Whether something reads the queue: the Functions host.</param>
    /// <param name="section">The configuration; takes what is wrong.</param>
    public static ServiceBusInboxOptions? Read(OptionSection section, bool isRead)
    {
        if (section.Text(InboxEndpoint) is null)
        {
            if (Keys.FirstOrDefault(key => section.Text(key) is not null) is { } unused)
                section.Fault(unused, $"is set, but {OptionSection.Name(InboxEndpoint)} is not");
            return null;
        }

        // What nobody reads would be accepted and never seen again.
        if (!isRead)
            section.Fault(InboxEndpoint, "can only be set under the Functions host: nothing else reads the queue");
        if (section.Text(InboxKey) is null != section.Text(InboxKeyName) is null)
            section.Fault(section.Text(InboxKey) is null ? InboxKeyName : InboxKey,
                $"is set without the other: a shared access key needs both {OptionSection.Name(InboxKeyName)} and {OptionSection.Name(InboxKey)}; leave both "
                    + "out to use the identity that the program runs as");
        if (section.Address(InboxEndpoint) is not { } endpoint)
            return null;
        if (section.Text(InboxKey) is null && endpoint.Scheme != Uri.UriSchemeHttps)
            section.Fault(InboxEndpoint,
                $"must be an https address when {OptionSection.Name(InboxKey)} is not set: a token must not be sent unencrypted");
        if (endpoint.AbsolutePath != "/" || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
            section.Fault(InboxEndpoint, "must have no path, query or fragment: https://NAME.servicebus.windows.net/");
        return new() { Endpoint = endpoint, Key = section.Text(InboxKeyName) is { } policy && section.Text(InboxKey) is { } key ? new(policy, key) : null };
    }

    /// <summary>The inbox, where there is one; intake does without where there is none.</summary>
    public static IServiceCollection AddFeedbackInbox(this IServiceCollection services, FeedbackOptions options) =>
        options.Inbox is { } inbox ? services.AddSingleton<IFeedbackInbox>(provider => new ServiceBusInbox(inbox, provider.GetRequiredService<TimeProvider>()))
            : services;
}
