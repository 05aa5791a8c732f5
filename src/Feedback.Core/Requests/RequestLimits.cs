namespace Feedback.Core.Requests;

/// <summary>The limits of the HTTP contract.</summary>
public static class RequestLimits
{
    /// <summary>Characters (Unicode code points) of a text.</summary>
    public const int TextCharacters = 10_000;

    /// <summary>Bytes of a request body.</summary>
    public const int BodyBytes = 1 << 20;

    /// <summary>Bytes of a form that a page sends.</summary>
    public const int FormBytes = 64 << 10;

    /// <summary>Feedback in one batch.</summary>
    public const int BatchItems = 1_000;

    /// <summary>Levels of nesting in a body.</summary>
    public const int JsonDepth = 16;

    /// <summary>Attributes of one feedback.</summary>
    public const int Attributes = 50;

    /// <summary>Characters of an attribute's name.</summary>
    public const int AttributeName = 100;

    /// <summary>Characters of an attribute's value.</summary>
    public const int AttributeValue = 1_000;

    /// <summary>Characters of an id that a source gives (of an event, of a customer).</summary>
    public const int ForeignId = 200;

    /// <summary>Characters of a channel's name.</summary>
    public const int Channel = 100;

    /// <summary>Characters of a name: a person's, a silo's, a theme's or a stage's.</summary>
    public const int Name = 100;

    /// <summary>Characters of an email address (RFC 5321).</summary>
    public const int Email = 254;

    /// <summary>How far ahead a sender's clock may be.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    /// <summary>How many years back feedback may lie.</summary>
    public const int PastYears = 5;
}
