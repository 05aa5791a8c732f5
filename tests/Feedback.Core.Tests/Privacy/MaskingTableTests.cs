using System.Text.RegularExpressions;
using Feedback.Core.Privacy;

namespace Feedback.Core.Tests.Privacy;

/// <summary>Texts as customers write them, in ten languages and more: what must never be shown, and what must stay readable.</summary>
public sealed partial class MaskingTableTests
{
    /// <summary>In brackets of this kind stands what must be hidden; all around it must stay.</summary>
    [GeneratedRegex("⟦(?<hidden>[^⟧]*)⟧")]
    private static partial Regex Secret();

    [Theory]
    [MemberData(nameof(Personal))]
    public void What_tells_of_a_person_is_hidden_and_the_words_around_it_stay(string language, string marked)
    {
        var text = Secret().Replace(marked, "${hidden}");
        var expected = Secret().Replace(marked, "[]");

        Assert.Equal(expected, Mask().Replace(PersonalData.Mask(text, language: language), "[]"));
        Assert.Equal(expected, Mask().Replace(PersonalData.Mask(text), "[]"));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_tells_of_nobody_stays_readable(string language, string text)
    {
        Assert.Equal(text, PersonalData.Mask(text, language: language));
        Assert.Equal(text, PersonalData.Mask(text));
    }

    [Theory]
    [InlineData("zh", "请打电话13800138000联系我", "请打电话[phone number]联系我")]
    [InlineData("da", "Ring til mig på 32 12 34 56", "Ring til mig på [phone number]")]
    [InlineData("ru", "Перезвоните: 8 (912) 345-67-89", "Перезвоните: [phone number]")]
    [InlineData("ko", "전화 010-1234-5678 주세요", "전화 [phone number] 주세요")]
    [InlineData("pt-BR", "Liguem (11) 91234-5678", "Liguem [phone number]")]
    [InlineData("tr", "0532 123 45 67 numaramı arayın", "[phone number] numaramı arayın")]
    public void The_language_of_a_text_says_by_which_plans_its_numbers_are_known(string language, string text, string expected) =>
        Assert.Equal(expected, PersonalData.Mask(text, language: language));

    [Fact]
    public void The_table_holds_at_least_120_texts_in_ten_languages()
    {
        var rows = Personal.Concat(Harmless).ToList();

        Assert.True(rows.Count >= 120, $"{rows.Count} texts");
        Assert.True(rows.Select(row => (string)row[0]).Distinct().Count() >= 10);
    }

    [GeneratedRegex(@"\[(?:e-mail|phone number|card number|account number|number)\]")]
    private static partial Regex Mask();

    public static TheoryData<string, string> Personal => new()
    {
        { "en", "Ring me on ⟦01.42.68.53.00⟧ please" },
        { "en", "call ⟦0170-12-34 567⟧ after six" },
        { "en", "my number is ⟦22-33-4455⟧." },
        { "en", "$⟦212 555 0187⟧ is my cell" },
        { "en", "write to ⟦john @ example.com⟧ or drop by" },
        { "en", "⟦john (at) example.com⟧ thanks" },
        { "en", "⟦john[at]example[dot]com⟧" },
        { "en", "mail ⟦john at example dot com⟧ please" },
        { "en", "⟦john@example.com⟧,⟦ann@example.com⟧" },
        { "en", "card ⟦4111\u00A01111\u00A01111\u00A01111⟧ was charged" },
        { "en", "card ⟦4111\n1111\n1111\n1111⟧ was charged" },
        { "en", "card ⟦4111,1111,1111,1111⟧ was charged" },
        { "en", "card ⟦4111_1111_1111_1111⟧ was charged" },
        { "en", "card ⟦4111:1111:1111:1111⟧ was charged" },
        { "en", "card ⟦4111\t1111\t1111\t1111⟧ was charged" },
        { "en", "card ⟦4111–1111—1111−1111⟧ was charged" },
        { "en", "card ⟦4111\u20031111\u202F1111\u30001111⟧ was charged" },
        { "en", "card ⟦4111 - 1111 - 1111 - 1111⟧ was charged" },
        { "en", "card ⟦4111.1111.1111.1111⟧ was charged" },
        { "en", "card ⟦４１１１　１１１１　１１１１　１１１１⟧ was charged" },
        { "en", "card ⟦3782-822463-10005⟧, amex" },
        { "en", "card ⟦41\u200B11\u00AD11\u200D11111\u206011111⟧!" },
        { "en", "mycard⟦4111111111111111⟧exp" },
        { "en", "account ⟦GB29\u00A0NWBK\u00A06016\u00A01331\u00A09268\u00A019⟧ please" },
        { "en", "account ⟦GB29_NWBK_6016_1331_9268_19⟧ please" },
        { "en", "account ⟦GB29-NWBK-6016-1331-9268-19⟧ please" },
        { "en", "account ⟦GB29:NWBK:6016:1331:9268:19⟧ please" },
        { "en", "account ⟦GB29\nNWBK\n6016\n1331\n9268\n19⟧ please" },
        { "en", "account ⟦gb29 nwbk 6016 1331 9268 19⟧ please" },
        { "en", "my ssn is ⟦078-05-1120⟧" },
        { "en", "text ⟦(415) 555-2671⟧ or ⟦+1 415 555 2672⟧" },
        { "en", "text ⟦415.555.2671⟧!" },
        { "en", "text ⟦415_555_2671⟧!" },
        { "en", "text ⟦415•555•2671⟧!" },
        { "en", "text ⟦４１５－５５５－２６７１⟧!" },
        { "en", "text ⟦𝟒𝟏𝟓𝟓𝟓𝟓𝟐𝟔𝟕𝟏⟧!" },
        { "en", "ring ⟦4\uFE0F\u20E31\uFE0F\u20E35\uFE0F\u20E35\uFE0F\u20E35\uFE0F\u20E35\uFE0F\u20E32\uFE0F\u20E36\uFE0F\u20E37\uFE0F\u20E31\uFE0F\u20E3⟧" },
        { "en", "on 20.11.2026 I rang from ⟦0113 496 0000⟧, nobody answered" },
        { "en", "order 4458120: call ⟦020 7946 0958⟧ about the $129.99" },
        { "en", "see https://example.org/?from=⟦ana%40example.com⟧ please" },
        { "en", "mail ⟦ana&#64;example.com⟧ or ⟦ana&#x40;example&#46;com⟧ please" },
        { "en", "mail ⟦ana＠example．com⟧ please" },
        { "en", "mail ⟦ana @ example . com⟧ please" },
        { "en", "mail ⟦ana @ example. com⟧ please" },
        { "en", "mail ⟦ana@\nexample.com⟧ please" },
        { "en", "mail ⟦ana\n@example.com⟧ please" },
        { "en", "mail ⟦\"ana maria\"@example.com⟧ please" },
        { "en", "mail ⟦ana_at_example.com⟧ or ⟦ana_maria_at_example_dot_co.uk⟧ please" },
        { "en", "mail ⟦ana at example dot com⟧ please" },
        { "en", "ring ⟦⓪①①③④⑨⑥⓪⓪⓪⓪⟧ please" },
        { "en", "ring ⟦❹①⑤⑤⑤⑤②⑥⑦①⟧ please" },
        { "en", "ring v⟦07700.900.123⟧ please" },
        { "en", "ring v⟦415.555.2671⟧ please" },
        { "en", "order number ⟦07700 900123⟧" },
        { "en", "card ⟦4111・1111・1111・1111⟧ was charged" },
        { "en", "card ⟦4111\uFF651111\uFF651111\uFF651111⟧ was charged" },
        { "en", "card ⟦4111•1111\u20271111·1111⟧ was charged" },
        { "en", "card ⟦4111&nbsp;1111&nbsp;1111&nbsp;1111⟧ was charged" },
        { "en", "card ⟦4111&#160;1111&#xA0;1111%201111⟧ was charged" },
        { "en", "card ⟦4111<br>1111<br/>1111<br />1111⟧ was charged" },
        { "en", "card ⟦4111      1111      1111      1111⟧ was charged" },
        { "en", "mail ⟦ana﹫example.com⟧ please" },
        { "en", "mail ⟦ana@example。com⟧ please" },
        { "de", "Rufen Sie mich unter ⟦0170 1234567⟧ an" },
        { "de", "Rufen Sie mich unter ⟦0170/1234567⟧ an" },
        { "de", "Tel.: ⟦030/901820⟧, danke" },
        { "de", "Meine Nummer ist ⟦+49 (0) 30 901820⟧." },
        { "de", "IBAN ⟦DE89 3704 0044 0532 0130 00⟧, bitte erstatten" },
        { "de", "IBAN:⟦DE89370400440532013000⟧" },
        { "de", "IBAN ⟦DE89・3704・0044・0532・0130・00⟧, bitte erstatten" },
        { "de", "schreiben Sie an ⟦jürgen.groß@müller.de⟧" },
        { "de", "schreiben Sie an ⟦jana (ät) example.de⟧ bitte" },
        { "de", "Karte ⟦5500 0000 0000 0004⟧ wurde am 20.11.2026 belastet" },
        { "fr", "Appelez-moi au ⟦06 12 34 56 78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06-12-34-56-78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06/12/34/56/78⟧ svp" },
        { "fr", "Appelez-moi au ⟦01.12.08.53.00⟧ svp" },
        { "fr", "Appelez-moi au ⟦06・12・34・56・78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06\uFF6512\uFF6534\uFF6556\uFF6578⟧ svp" },
        { "fr", "Appelez-moi au ⟦06\u202712\u202734\u202756\u202778⟧ svp" },
        { "fr", "Appelez-moi au ⟦06·12·34·56·78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06&nbsp;12&nbsp;34&nbsp;56&nbsp;78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06\u000B12\u000C34\u008556\u000B78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06      12      34      56      78⟧ svp" },
        { "fr", "Appelez-moi au ⟦06\u00A0\u00A0\u00A0\u00A012 \t \t 34 56 78⟧      svp" },
        { "fr", "Mon RIB : ⟦FR14 2004 1010 0505 0001 3M02 606⟧ merci" },
        { "fr", "écrivez à ⟦élodie@exemple.fr⟧ merci" },
        { "es", "Llámenme al ⟦612 34 56 78⟧, por favor" },
        { "es", "Llámenme al ⟦+34 612-345-678⟧, por favor" },
        { "es", "Mi cuenta es ⟦ES91 2100 0418 4502 0005 1332⟧, gracias" },
        { "es", "Mi DNI es ⟦12345678⟧Z" },
        { "it", "Chiamatemi al ⟦347 123 4567⟧ grazie" },
        { "it", "IBAN ⟦IT60 X054 2811 1010 0000 0123 456⟧ grazie" },
        { "nl", "Bel me op ⟦06-12345678⟧ aub" },
        { "nl", "Bel me op ⟦06 1234 5678⟧ aub" },
        { "nl", "Rekening ⟦NL91 ABNA 0417 1643 00⟧ dank" },
        { "pl", "Proszę dzwonić: ⟦601-234-567⟧" },
        { "pl", "Proszę dzwonić: ⟦+48 601 234 567⟧" },
        { "pl", "Konto ⟦PL61 1090 1014 0000 0712 1981 2874⟧, dziękuję" },
        { "pt", "Liguem para ⟦912 345 678⟧ por favor" },
        { "pt", "Meu CPF é ⟦123.456.789-09⟧, obrigado" },
        { "ru", "Позвоните мне: ⟦+7 912 345-67-89⟧" },
        { "ru", "Позвоните мне: ⟦8 (912) 345-67-89⟧" },
        { "ru", "Позвоните мне: ⟦89123456789⟧ срочно" },
        { "ru", "Пишите на ⟦ivan@пример.рф⟧ спасибо" },
        { "zh", "请打电话⟦13800138000⟧联系我" },
        { "zh", "我的手机是⟦138 0013 8000⟧" },
        { "zh", "请写信到 ⟦ana@example.com⟧。谢谢你们" },
        { "zh", "卡号⟦6222021234567890128⟧被扣款" },
        { "zh", "身份证⟦11010519491231002⟧X" },
        { "ja", "電話は⟦090-1234-5678⟧です" },
        { "ja", "電話は⟦０９０－１２３４－５６７８⟧です" },
        { "ja", "電話は⟦03ー1234ー5678⟧です" },
        { "ar", "اتصل بي على ⟦٠٥٠١٢٣٤٥٦٧⟧ من فضلك" },
        { "ar", "بطاقتي ⟦٤١١١ ١١١١ ١١١١ ١١١١⟧ شكرا" },
        { "hi", "मुझे ⟦९८७६५ ४३२१०⟧ पर कॉल करें" },
        { "ko", "전화번호는 ⟦010-1234-5678⟧입니다" },
        { "he", "תתקשרו אליי ⟦050-1234567⟧ בבקשה" },
        { "th", "โทร ⟦081 234 5678⟧ ครับ" },
        { "el", "Καλέστε με στο ⟦6912345678⟧ παρακαλώ" },
        { "tr", "⟦0532 123 45 67⟧ numaramı arayın" },
    };

    public static TheoryData<string, string> Harmless => new()
    {
        { "en", "I have been a customer 2019-2021 and came back" },
        { "en", "2019–2021, 2022/2023" },
        { "en", "food 10/10 9/10 8/10 for the rest" },
        { "en", "10/10, 9/10, 8/10" },
        { "en", "ordered on 2026-11-20 at 17:03:11, came 2026-11-24T09:15" },
        { "en", "ordered 11/20/2026, came 11/24/26 at 10:15" },
        { "en", "open 10:00-12:30 and 14:00 - 18:00" },
        { "en", "between 2026-11-20 and 2026-11-24 3 parcels" },
        { "en", "paid $1,234,567.89 and £12,345.00" },
        { "en", "paid 1234567 USD, not USD 7654321" },
        { "en", "$129.99-$149.99 a night" },
        { "en", "order 4458120 never came" },
        { "en", "Order no. 4458120, invoice INV-2026-00123" },
        { "en", "ticket o-5512 and #10293" },
        { "en", "version 10.0.19045.3803 crashes, v2.14.10 did not" },
        { "en", "since 17.1.2 and 10.0.19045.3803" },
        { "en", "Chrome 126.0.6478.127 and Edge/127.0.2651.74 crash" },
        { "en", "went up in 2024 2025 2026 again" },
        { "en", "3      of 5 stars<br>and 2026      was worse&nbsp;still" },
        { "en", "resolution 1920x1080, 32x34, 100 % cotton, 24/7" },
        { "en", "waited 45 minutes 3 times in 2026" },
        { "en", "5 @ 3.50 each, a handle is @shop" },
        { "en", "rated 8.5/10, 4 of 5 stars" },
        { "en", "model AB12 fits, size 10-12" },
        { "en", "Order number: 123-4567890-1234567 never came" },
        { "en", "certified to ISO 9001:2015 and ISO/IEC 27001:2022" },
        { "en", "Windows 11 22631.2428, OS build 19045.3803, KB5032190" },
        { "en", "error 0x80070005, then 0x8007000E" },
        { "en", "on 20 11 2026 it broke" },
        { "en", "over 1 000 000 users, 1 234 567 customers" },
        { "id", "bayar 12.345.678 Rupiah, atau Rp 12.345.678" },
        { "en", "the store at 52.520008, 13.404954 was shut" },
        { "en", "my handle is @shop. Great" },
        { "en", "photo_at_home.jpg and look_at_this" },
        { "de", "bestellt am 20.11.2026, geliefert am 24.11.26" },
        { "de", "bestellt am 20. 11. 2026 um 17:03 Uhr" },
        { "de", "geöffnet 10.30-12.00 Uhr" },
        { "de", "1.234.567,89 € und 12.345,67 EUR" },
        { "de", "Bestellung 4458120 kam nie an" },
        { "de", "Rechnung Nr. 4458120 ist falsch" },
        { "de", "seit Version 12.4.1.2203 geht nichts" },
        { "de", "Note 1-2, 5 von 10 Punkten" },
        { "fr", "commandé le 20/11/2026, reçu le 24/11/2026 à 10:15" },
        { "fr", "12\u202F345\u202F678 € pour rien" },
        { "fr", "commande n° 4458120 perdue" },
        { "fr", "ouvert de 10:00 à 12:30" },
        { "es", "pedido 4458120 del 20/11/2026" },
        { "es", "pagué 1.234.567,89 € el 20-11-2026" },
        { "it", "ordine 4458120 del 20/11/2026, 12.345,00 €" },
        { "nl", "bestelling 4458120 van 20-11-2026, € 1.234,56" },
        { "pl", "zamówienie 4458120 z 20.11.2026, 1 299 000,00 zł" },
        { "pt", "pedido 4458120, R$ 1.234.567,89 em 20/11/2026" },
        { "ru", "заказ № 4458120 от 20.11.2026, 1 234 567 руб" },
        { "ru", "версия 10.0.19045.3803" },
        { "zh", "订单4458120在2026年11月20日,¥1,234,567" },
        { "zh", "版本10.0.19045.3803" },
        { "ja", "2025年11月・2026年1月・返品" },
        { "ja", "注文番号4458120、2026/11/20、1,234,567円" },
        { "ar", "بتاريخ ٢٠٢٦-١١-٢٠ دفعت ٢٥٠" },
        { "hi", "२०२६-११-२० को ₹1,23,456 दिए" },
        { "ko", "2026. 11. 20. 주문, ₩1,234,567" },
        { "sv", "betalade 1 234 567 kr den 2026-11-20" },
    };
}
