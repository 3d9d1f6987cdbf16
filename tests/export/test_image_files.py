"""What image files say of themselves, without a browser."""

from dashboard.export.image_files import with_description, with_stable_ids

SVG = (
    '<svg class="main"><defs id="defs-1a2b3c"><clipPath id="clip1a2b3cxy"/></defs>'
    '<g clip-path="url(#clip1a2b3cxy)"><use href="#clip1a2b3cxy"/></g><text class="1a2b3c">clip1a2b3cxy</text></svg>'
)


def test_the_random_part_of_ids_and_references_gives_way_to_a_name_and_texts_stay():
    assert with_stable_ids(SVG, "name") == (
        '<svg class="main"><defs id="defs-name"><clipPath id="clipnamexy"/></defs>'
        '<g clip-path="url(#clipnamexy)"><use href="#clipnamexy"/></g><text class="1a2b3c">clip1a2b3cxy</text></svg>'
    )


def test_a_drawing_whose_ids_are_of_another_form_stays_as_it_is():
    other = SVG.replace("defs-1a2b3c", "other")
    assert with_stable_ids(other, "name") == other


def test_a_description_is_the_first_thing_in_a_drawing_and_escaped():
    assert with_description("<svg><g/></svg>", "A & B", "<i>") == (
        "<svg><title>A &amp; B</title><desc>&lt;i&gt;</desc><g/></svg>"
    )
