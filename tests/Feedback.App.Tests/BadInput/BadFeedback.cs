using System.Text;

namespace Feedback.App.Tests.BadInput;

/// <summary>Bodies that are no feedback, and what must be said of each.</summary>
internal static class BadFeedback
{
    private const string Text = "must be a string";
    private const string Name = "must have 1 to 64 letters, digits, dots, hyphens or underscores, and start with a letter or digit";
    private const string Time = "must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z";
    private const string Touchpoints = "must be one of store, web, billing, service, product, marketing, delivery";
    private const string Object = "must be a JSON object";
    private const string Tag = "must be a BCP 47 language tag such as en or pt-BR";
    private const string Email = "must be an email address";
    private const string Unicode = "is not valid Unicode text";
    private const string SourceRequired = "is required: the name of the sending system";
    private const string TextRequired = "is required unless ratings are given";
    private const string AttributeName = "names must have 1 to 100 characters and no control characters";
    private const string Unknown = "is not a field of a feedback";

    /// <summary>By name: the body, and the lines of <see cref="ExpectedProblem.Errors"/>.</summary>
    public static readonly Dictionary<string, (byte[] Body, string Errors)> Rows = new()
    {
        ["source: a number"] = Field("source", "5", Text),
        ["source: null"] = Field("source", "null", SourceRequired),
        ["source: empty"] = Field("source", "\"\"", Name),
        ["source: a hyphen first"] = Field("source", "\"-pos\"", Name),
        ["source: 65 characters"] = Field("source", Quoted('a', 65), Name),
        ["source: a blank within"] = Field("source", "\"pos 42\"", Name),
        ["source: left out"] = Body("""{"text":"Fine."}""", "source: " + SourceRequired),
        ["sourceEventId: a number"] = Field("sourceEventId", "99812", Text),
        ["sourceEventId: an object"] = Field("sourceEventId", """{"id":"r"}""", Text),
        ["sourceEventId: empty"] = Field("sourceEventId", "\"\"", "must have 1 to 200 characters and no control characters"),
        ["sourceEventId: 201 characters"] = Field("sourceEventId", Quoted('a', 201), "must have 1 to 200 characters and no control characters"),
        ["sourceEventId: a line break"] = Field("sourceEventId", """ "r\n1" """, "must have 1 to 200 characters and no control characters"),
        ["touchpoint: a boolean"] = Field("touchpoint", "true", Text),
        ["touchpoint: unknown"] = Field("touchpoint", "\"shop\"", Touchpoints),
        ["touchpoint: in capitals"] = Field("touchpoint", "\"Store\"", Touchpoints),
        ["channel: an array"] = Field("channel", "[1,[2]]", Text),
        ["channel: 101 characters"] = Field("channel", Quoted('a', 101), "must have 1 to 100 characters and no control characters"),
        ["occurredAt: seconds since 1970"] = Field("occurredAt", "1795000000", Text),
        ["occurredAt: words"] = Field("occurredAt", "\"yesterday\"", Time),
        ["occurredAt: without an offset"] = Field("occurredAt", "\"2026-11-20T17:03:11\"", Time),
        ["occurredAt: a day"] = Field("occurredAt", "\"2026-11-20\"", Time),
        ["occurredAt: a blank for the T"] = Field("occurredAt", "\"2026-11-20 17:03:11Z\"", Time),
        ["occurredAt: slashes"] = Field("occurredAt", "\"2026/11/20T17:03:11Z\"", Time),
        ["occurredAt: month and day changed"] = Field("occurredAt", "\"11-20-2026T17:03:11Z\"", Time),
        ["occurredAt: 30 February"] = Field("occurredAt", "\"2026-02-30T17:03:11Z\"", Time),
        ["occurredAt: 24 o'clock"] = Field("occurredAt", "\"2026-11-19T24:00:00Z\"", Time),
        ["occurredAt: a leap second"] = Field("occurredAt", "\"2026-06-30T23:59:60Z\"", Time),
        ["occurredAt: an offset of 25 hours"] = Field("occurredAt", "\"2026-11-20T17:03:11+25:00\"", Time),
        ["occurredAt: no seconds"] = Field("occurredAt", "\"2026-11-20T17:03Z\"", Time),
        ["occurredAt: digits of another script"] = Field("occurredAt", "\"2026-11-2٠T17:03:11Z\"", Time),
        ["occurredAt: 6 minutes ahead"] = Field("occurredAt", "\"2026-11-20T18:06:30Z\"", "must be at most 5 minutes in the future"),
        ["occurredAt: over 5 years ago"] = Field("occurredAt", "\"2021-11-20T17:59:00Z\"", "must be at most 5 years in the past"),
        ["customer: a string"] = Field("customer", "\"c-1\"", Object),
        ["customer: an array"] = Field("customer", "[{}]", Object),
        ["customer.id: a number"] = Body("""{"source":"pos-42","text":"Fine.","customer":{"id":7781}}""", "customer.id: " + Text),
        ["customer.id: 201 characters"] = Body($$$"""{"source":"pos-42","text":"Fine.","customer":{"id":{{{Quoted('c', 201)}}}}}""",
            "customer.id: must have 1 to 200 characters and no control characters"),
        ["customer.email: a number"] = Customer("5", Text),
        ["customer.email: no at"] = Customer("\"nobody\"", Email),
        ["customer.email: nothing behind the at"] = Customer("\"a@\"", Email),
        ["customer.email: two ats"] = Customer("\"a@b@example.com\"", Email),
        ["customer.email: a blank"] = Customer("\"a b@example.com\"", Email),
        ["customer.email: 255 characters"] = Customer($"\"{new string('a', 243)}@example.com\"", Email),
        ["customer: an unknown field"] = Body("""{"source":"pos-42","text":"Fine.","customer":{"id":"c","name":{"first":"A"}}}""", "customer.name: " + Unknown),
        ["customer.id: twice"] = Body("""{"source":"pos-42","text":"Fine.","customer":{"id":"c","id":"d"}}""", "customer.id: is given twice"),
        ["text: a number"] = Field("text", "5", Text),
        ["text: an array"] = Field("text", "[\"Fine.\"]", Text),
        ["text: an object"] = Field("text", """{"en":"Fine."}""", Text),
        ["text: a boolean"] = Field("text", "false", Text),
        ["text: null"] = Field("text", "null", TextRequired),
        ["text: empty"] = Field("text", "\"\"", TextRequired),
        ["text: blanks"] = Field("text", "\" \\t\\n\"", TextRequired),
        ["text: left out"] = Body("""{"source":"pos-42"}""", "text: " + TextRequired),
        ["text: 10,001 characters"] = Field("text", Quoted('a', 10_001), "must have at most 10,000 characters"),
        ["text: 10,001 emoji"] = Field("text", $"\"{string.Concat(Enumerable.Repeat("🙂", 10_001))}\"", "must have at most 10,000 characters"),
        ["text: NUL"] = Field("text", "\"a\\u0000b\"", "must not contain the character U+0000"),
        ["text: half a surrogate pair"] = Field("text", "\"a\\ud83db\"", Unicode),
        ["text: the wrong half of a surrogate pair"] = Field("text", "\"\\ude42\"", Unicode),
        ["text: Latin-1 instead of UTF-8"] = (Encoding.Latin1.GetBytes("""{"source":"pos-42","text":"Café"}"""), "text: " + Unicode),
        ["text: overlong UTF-8"] = ([.. """{"source":"pos-42","text":"a"""u8, 0xC0, 0xAF, .. "\"}"u8], "text: " + Unicode),
        ["text: a surrogate in UTF-8"] = ([.. """{"source":"pos-42","text":"a"""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], "text: " + Unicode),
        ["language: a number"] = Field("language", "1", Text),
        ["language: a word"] = Field("language", "\"english\"", Tag),
        ["language: an underscore"] = Field("language", "\"en_GB\"", Tag),
        ["language: empty"] = Field("language", "\"\"", Tag),
        ["ratings: a number"] = Field("ratings", "5", Object),
        ["ratings: an array"] = Field("ratings", "[4]", Object),
        ["ratings: empty, and no text"] = Body("""{"source":"pos-42","ratings":{}}""", "text: " + TextRequired),
        ["ratings: all null, and no text"] = Body("""{"source":"pos-42","ratings":{"nps":null}}""", "text: " + TextRequired),
        ["ratings.nps: 11"] = Rating("nps", "11", 0, 10),
        ["ratings.nps: -1"] = Rating("nps", "-1", 0, 10),
        ["ratings.nps: a string"] = Rating("nps", "\"4\"", 0, 10),
        ["ratings.nps: a fraction"] = Rating("nps", "4.5", 0, 10),
        ["ratings.nps: a boolean"] = Rating("nps", "true", 0, 10),
        ["ratings.nps: an object"] = Rating("nps", """{"score":4}""", 0, 10),
        ["ratings.nps: beyond all integers"] = Rating("nps", "99999999999999999999", 0, 10),
        ["ratings.nps: an exponent"] = Rating("nps", "1e999", 0, 10),
        ["ratings.csat: 0"] = Rating("csat", "0", 1, 5),
        ["ratings.csat: 6"] = Rating("csat", "6", 1, 5),
        ["ratings.ces: 0"] = Rating("ces", "0", 1, 7),
        ["ratings.ces: 8"] = Rating("ces", "8", 1, 7),
        ["ratings: an unknown field"] = Body("""{"source":"pos-42","ratings":{"stars":5}}""", "ratings.stars: " + Unknown),
        ["ratings.nps: twice"] = Body("""{"source":"pos-42","ratings":{"nps":5,"nps":6}}""", "ratings.nps: is given twice"),
        ["attributes: an array"] = Field("attributes", "[]", Object),
        ["attributes: a string"] = Field("attributes", "\"store\"", Object),
        ["attributes: an object within"] = Attribute("""{"a":{"b":1}}""", "attributes.a: must be a string, a number or a boolean"),
        ["attributes: an array within"] = Attribute("""{"a":[1]}""", "attributes.a: must be a string, a number or a boolean"),
        ["attributes: 51"] = Attribute(Attributes(51), "attributes: must have at most 50 attributes"),
        ["attributes: an empty name"] = Attribute("""{"":"x"}""", "attributes: " + AttributeName),
        ["attributes: a name of 101 characters"] = Attribute($$"""{{{Quoted('a', 101)}}:"x"}""", "attributes: " + AttributeName),
        ["attributes: NUL in a name"] = Attribute("""{"a\u0000":"x"}""", "attributes: " + AttributeName),
        ["attributes: half a surrogate pair in a name"] = Attribute("""{"\ud800":"x"}""", "attributes: " + AttributeName),
        ["attributes: 1,001 characters"] = Attribute($$"""{"a":{{Quoted('x', 1_001)}}}""",
            "attributes.a: must have at most 1,000 characters, none of them U+0000"),
        ["attributes: a number of 1,001 digits"] = Attribute($$"""{"a":{{new string('1', 1_001)}}}""", "attributes.a: must have at most 1,000 characters"),
        ["attributes: NUL"] = Attribute("""{"a":"\u0000"}""", "attributes.a: must have at most 1,000 characters, none of them U+0000"),
        ["attributes: half a surrogate pair"] = Attribute("""{"a":"\udc00"}""", "attributes.a: " + Unicode),
        ["attributes: one twice"] = Attribute("""{"a":"x","a":"y"}""", "attributes.a: is given twice"),
        ["an unknown field"] = Field("sentiment", "\"good\"", Unknown),
        ["an unknown field in other capitals"] = Field("Text2", "1", Unknown),
        ["an unknown field of 70 characters"] = Body($$"""{"source":"pos-42","text":"Fine.","{{new string('z', 70)}}":1}""",
            $"{new string('z', 60)}…: {Unknown}"),
        ["an unknown field cut within an emoji"] = Body($$"""{"source":"pos-42","text":"Fine.","{{new string('z', 59)}}🙂x":1}""",
            $"{new string('z', 59)}…: {Unknown}"),
        ["a field's name with half a surrogate pair"] = Body("""{"source":"pos-42","text":"Fine.","\ud800":1}""", "�: " + Unknown),
        ["a field's name like text with half a surrogate pair"] = Body("""{"source":"pos-42","text":"Fine.","tex\ud800":1}""", "�: " + Unknown),
        ["a field's name that is not UTF-8"] = ([.. """{"source":"pos-42","text":"Fine.","a"""u8, 0xFF, .. "\":1}"u8], "�: " + Unknown),
        ["a field twice"] = Body("""{"source":"pos-42","text":"Fine.","text":"Bad."}""", "text: is given twice"),
        ["a field twice, once escaped"] = Body("""{"source":"pos-42","text":"Fine.","te\u0078t":"Bad."}""", "text: is given twice"),
        ["several faults together"] = Body("""{"source":7,"touchpoint":"x","extra":1,"ratings":{"nps":12}}""",
            $"extra: {Unknown}\nratings.nps: must be a whole number from 0 to 10\nsource: {Text}\ntouchpoint: {Touchpoints}"),
        ["more faults than are named"] =
            Body($$"""{"source":"pos-42","text":"Fine.",{{string.Join(',', Enumerable.Range(100, 120).Select(i => $"\"f{i}\":1"))}}}""",
            "$: has more errors; the first 100 are listed\n" + string.Join('\n', Enumerable.Range(100, 100).Select(i => $"f{i}: {Unknown}"))),
        ["an array"] = Body("[]", "$: " + Object),
        ["a number"] = Body("5", "$: " + Object),
        ["null"] = Body("null", "$: " + Object),
        ["a string"] = Body("\"Fine.\"", "$: " + Object),
        ["an empty object"] = Body("{}", $"source: {SourceRequired}\ntext: {TextRequired}"),
        ["no body"] = Broken("", 1, 1),
        ["blanks"] = Broken("  \n ", 2, 2),
        ["cut behind the brace"] = Broken("{", 1, 2),
        ["cut within a name"] = Broken("{\"sour", 1, 7),
        ["cut behind a name"] = Broken("{\"source\"", 1, 10),
        ["cut behind a colon"] = Broken("{\"source\":", 1, 11),
        ["cut within a string"] = Broken("{\"source\":\"pos", 1, 15),
        ["cut within an escape"] = Broken("{\"source\":\"\\u00", 1, 16),
        ["cut within a number"] = Broken("{\"source\":\"pos-42\",\"ratings\":{\"nps\":4", 1, 38),
        ["cut before the last brace"] = Broken("{\"source\":\"pos-42\",\n\"text\":\"Fine.\"", 2, 15),
        ["a comma too many"] = Broken("{\"source\":\"pos-42\",}", 1, 20),
        ["a second object behind"] = Broken("{\"source\":\"pos-42\",\"text\":\"a\"} {}", 1, 32),
        ["a comment"] = Broken("{/* a */\"source\":\"pos-42\"}", 1, 2),
        ["single quotes"] = Broken("{'source':'pos-42'}", 1, 2),
        ["a bare line break in a string"] = Broken("{\"source\":\"pos\n42\"}", 1, 15),
        ["NaN"] = Broken("{\"ratings\":{\"nps\":NaN}}", 1, 19),
        ["UTF-16"] = (Encoding.Unicode.GetBytes("{\"source\":\"pos-42\",\"text\":\"a\"}"), "$: is not valid JSON (line 1, byte 2)"),
        ["two byte order marks"] = ([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "{}"u8], "$: is not valid JSON (line 1, byte 1)"),
        ["17 levels deep"] = Body($$"""{"source":"pos-42","x":{{new string('[', 16)}}{{new string(']', 16)}}}""", "$: is nested deeper than 16 levels"),
        ["100,000 levels deep"] = Body(new string('[', 100_000), "$: is nested deeper than 16 levels"),
    };

    private static (byte[] Body, string Errors) Field(string name, string value, string message)
    {
        var fields = new Dictionary<string, string> { ["source"] = "\"pos-42\"", ["text"] = "\"Fine.\"" };
        fields[name] = value;
        return Body($"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}", $"{name}: {message}");
    }

    private static (byte[] Body, string Errors) Customer(string email, string message) =>
        Body($$$"""{"source":"pos-42","text":"Fine.","customer":{"email":{{{email}}}}}""", "customer.email: " + message);

    private static (byte[] Body, string Errors) Rating(string name, string value, int lowest, int highest) =>
        Body($$$"""{"source":"pos-42","ratings":{"{{{name}}}":{{{value}}}}}""", $"ratings.{name}: must be a whole number from {lowest} to {highest}");

    private static (byte[] Body, string Errors) Attribute(string attributes, string errors) =>
        Body($$"""{"source":"pos-42","text":"Fine.","attributes":{{attributes}}}""", errors);

    private static (byte[] Body, string Errors) Broken(string body, int line, int at) => Body(body, $"$: is not valid JSON (line {line}, byte {at})");

    private static (byte[] Body, string Errors) Body(string body, string errors) => (Encoding.UTF8.GetBytes(body), errors);

    public static string Quoted(char c, int count) => $"\"{new string(c, count)}\"";

    public static string Attributes(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"a{i}\":\"x\""))}}}";
}
