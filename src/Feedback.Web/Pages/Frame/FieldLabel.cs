using Feedback.Core.Requests;

namespace Feedback.Web.Pages;

/// <summary>What the pages call the fields of their forms and filters.</summary>
internal static class FieldLabel
{
    /// <summary>The label of a field, to stand before what is wrong with it: "Due date" for <c>dueAt</c>, "Topics" for <c>topics[0].theme</c>.</summary>
    public static string Of(string field) => field.Split('[', '.')[0] switch
    {
        "silo" => "Department",
        "segment" => "Customer segment",
        "onBehalfOf" => "Your name",
        "assignee" => "Assigned to",
        "collaborators" => "Collaborating departments",
        "dueAt" => "Due date",
        "shippedAt" => "Live since",
        "into" => "Merge into",
        FieldErrors.Body => "The form",
        var name => char.ToUpperInvariant(name[0]) + name[1..],
    };
}
