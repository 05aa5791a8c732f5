using System.Text.Json.Serialization;
using Feedback.Core.Access;
using Feedback.Core.Corrections;
using Feedback.Core.Customers;
using Feedback.Core.Digests;
using Feedback.Core.Intake;
using Feedback.Core.Signals;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;
using Feedback.Core.Voices;

namespace Feedback.Core.Serialization;

/// <summary>The generated serialisers of everything that is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedbackRecord))]
[JsonSerializable(typeof(LoggedCorrection))]
[JsonSerializable(typeof(FailedNote))]
[JsonSerializable(typeof(FeedbackSignals))]
[JsonSerializable(typeof(Fold))]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(CustomerFeedback))]
[JsonSerializable(typeof(CustomerNotice))]
[JsonSerializable(typeof(CustomerAlias))]
[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(Suppression))]
[JsonSerializable(typeof(Telling))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(SourceRecord))]
[JsonSerializable(typeof(SourceActivity))]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(PersonKey))]
[JsonSerializable(typeof(SecretRecord))]
[JsonSerializable(typeof(CursorRecord))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(TicketHappening))]
[JsonSerializable(typeof(PublishedTicket))]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(DigestRecipient))]
[JsonSerializable(typeof(DigestSending))]
[JsonSerializable(typeof(DigestNotice))]
[JsonSerializable(typeof(TicketOnTopic))]
[JsonSerializable(typeof(TicketMessage))]
public sealed partial class CoreJson : JsonSerializerContext;
