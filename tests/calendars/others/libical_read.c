/* Reads a calendar with libical and says what it understood, a line a property, tab between its parts.
   Lines begin with the component's place; values are unescaped and unfolded by the library.
   Every error that libical finds (it puts them in as X-LIC-ERROR) is said as a line that begins with "error". */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *whole(FILE *file) {
    size_t room = 1 << 16, used = 0, got;
    char *text = malloc(room);
    while (text && (got = fread(text + used, 1, room - used - 1, file)) > 0) {
        used += got;
        if (room - used < 2) text = realloc(text, room *= 2);
    }
    if (text) text[used] = 0;
    return text;
}

static void hex(const char *text) {
    for (; text && *text; text++) printf("%02x", (unsigned char)*text);
}

static void say(icalcomponent *component, int place) {
    const char *kind = icalcomponent_kind_to_string(icalcomponent_isa(component));
    icalproperty *p;
    for (p = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
        icalvalue *value = icalproperty_get_value(p);
        const char *text;
        if (icalproperty_isa(p) == ICAL_XLICERROR_PROPERTY) {
            printf("error\t%d\t%s\t%s\n", place, kind, icalproperty_get_xlicerror(p));
            continue;
        }
        text = icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : icalvalue_as_ical_string(value);
        printf("%d\t%s\t%s\t", place, kind, icalproperty_get_property_name(p));
        hex(text);
        printf("\n");
    }
}

int main(void) {
    char *text = whole(stdin);
    icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
    icalcomponent *child;
    int place = 0;
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) return 1;
    icalrestriction_check(calendar); /* RFC 5546: puts in what it finds, as the parser does */
    say(calendar, place);
    for (child = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT); child;
         child = icalcomponent_get_next_component(calendar, ICAL_ANY_COMPONENT)) {
        icalcomponent *inner;
        say(child, ++place);
        for (inner = icalcomponent_get_first_component(child, ICAL_ANY_COMPONENT); inner;
             inner = icalcomponent_get_next_component(child, ICAL_ANY_COMPONENT))
            say(inner, place);
    }
    icalcomponent_free(calendar);
    return 0;
}
