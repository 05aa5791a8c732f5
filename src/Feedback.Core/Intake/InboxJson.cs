using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Feedback.Core.Intake;

/// <summary>Feedback as it is posted, written.</summary>
[JsonSerializable(typeof(PostedFeedback))]
internal sealed partial class InboxJson : JsonSerializerContext
{
    /// <summary>Letters stay as they are: escaped, a long text would outgrow what a queue takes in one message.</summary>
    public static readonly InboxJson Plain = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
