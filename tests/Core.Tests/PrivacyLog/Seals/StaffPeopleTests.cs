using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>The members of staff who have entries, and the other values that a row may have.</summary>
public sealed class StaffPeopleTests
{
    private const string One = "00000001-0000-0000-0000-000000000001";
    private const string Two = "00000002-0000-0000-0000-000000000001";

    [Fact]
    public void Each_member_of_staff_is_listed_once_per_role_and_pupils_are_not()
    {
        StaffPeople people = new();
        foreach ((string actor, string role) in new[] { (Two, "dpo"), (One, "privacy"), (Two, "dpo"), (One, "access-control") })
            people.Add(Row(actor, role));
        people.Add(Row(PrivacyLogEntry.Pupil, null));
        people.Add([new StaffPerson("dpo", Two)]);

        Assert.Equal([new("access-control", One), new("dpo", Two), new("privacy", One)], people.ToList());
    }

    [Fact]
    public void Invalid_object_ids_and_roles_are_not_shown_and_the_number_of_people_is_limited()
    {
        StaffPeople people = new();
        people.Add(Row("Jan Peeters", "dpo"));
        people.Add(Row(One, "Directeur Jan"));
        people.Add(new TableEntity("p", "r") { ["Actor"] = 7, ["Role"] = "dpo" });
        Assert.Equal([new("dpo", "other"), new("other", One)], people.ToList());

        for (int number = 0; number < 1500; number++)
            people.Add(Row(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]).ToString("D"), "operator"));

        Assert.Equal(1001, people.ToList().Count);
        Assert.Contains(new StaffPerson("other", "other"), people.ToList());
    }

    private static TableEntity Row(string? actor, string? role) => new("p", "r") { ["Actor"] = actor, ["Role"] = role };
}
