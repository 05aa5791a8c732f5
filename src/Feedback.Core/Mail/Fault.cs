namespace Feedback.Core.Mail;

/// <summary>An exception as it may stand in a log: where it came from, without its words, which may quote an address.</summary>
internal static class Fault
{
    /// <summary>Its type and where it was thrown.</summary>
    public static string Of(Exception exception) => $"{exception.GetType().FullName}{Environment.NewLine}{exception.StackTrace}";
}
