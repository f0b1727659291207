from django.urls import path

from jukugi.apps.organizations.views import april, bodies, own, public, register, succession

app_name = "organizations"

urlpatterns = [
    path("associations/", public.associations, name="associations"),
    path("associations/code/", own.enter_code, name="enter-code"),
    path("associations/code/<str:digits>/", own.enter_code, name="code"),
    path("associations/mine/", own.mine, name="mine"),
    path("associations/mine/leave/", own.leave, name="leave"),
    path("associations/mine/<int:association_pk>/", own.own, name="own"),
    path("associations/mine/<int:association_pk>/notes/", own.write_note, name="write-note"),
    path("associations/mine/<int:association_pk>/notes/<int:note_pk>/", own.write_note, name="rewrite-note"),
    path("associations/mine/<int:association_pk>/notes/<int:note_pk>/settle/", own.settle_note, name="settle-note"),
    path("associations/mine/<int:association_pk>/consents/", own.choose_consents, name="own-consents"),
    path("associations/mine/<int:association_pk>/contact/", own.set_contact, name="own-contact"),
    path("associations/mine/<int:association_pk>/contact/withdraw/", own.withdraw_contact, name="withdraw-own-contact"),
    path("associations/mine/<int:association_pk>/name/", own.choose_name, name="choose-name"),
    path("associations/<int:association_pk>/", public.association, name="association"),
    path("desk/associations/", register.register, name="register"),
    path("desk/associations/april/", april.lists, name="april"),
    path("desk/associations/april/<int:list_pk>/", april.officer_list, name="officer-list"),
    path("desk/associations/april/<int:list_pk>/take/", april.take_list, name="take-list"),
    path("desk/associations/april/<int:list_pk>/drop/", april.drop_list, name="drop-list"),
    path("desk/associations/april/officers-<str:ward_code>.csv", april.current_list, name="current-list"),
    path("desk/associations/letters/", april.letters, name="letters"),
    path("desk/associations/duplicates/", succession.duplicates, name="duplicates"),
    path("desk/associations/<int:association_pk>/apart/<int:other_pk>/", succession.tell_apart, name="tell-apart"),
    path(
        "desk/associations/<int:association_pk>/join/<int:other_pk>/",
        succession.join_duplicates,
        name="join-duplicates",
    ),
    path("desk/associations/officers/<int:officer_pk>/", register.tell_officer, name="tell-officer"),
    path("desk/associations/officers/<int:officer_pk>/end/", register.end_officer, name="end-officer"),
    path("desk/associations/officers/<int:officer_pk>/erase/", register.erase_officer, name="erase-officer"),
    path("desk/associations/codes/<int:code_pk>/close/", register.close_code, name="close-code"),
    path("desk/associations/<int:association_pk>/", register.association, name="desk-association"),
    path("desk/associations/<int:association_pk>/area/", register.describe_area, name="describe-area"),
    path("desk/associations/<int:association_pk>/households/", register.record_households, name="record-households"),
    path("desk/associations/<int:association_pk>/contact/", register.set_contact, name="set-contact"),
    path(
        "desk/associations/<int:association_pk>/contact/withdraw/", register.withdraw_contact, name="withdraw-contact"
    ),
    path("desk/associations/<int:association_pk>/consents/", register.choose_consents, name="choose-consents"),
    path("desk/associations/<int:association_pk>/officers/", register.add_officer, name="add-officer"),
    path("desk/associations/<int:association_pk>/become/<slug:step>/", succession.take_step, name="take-step"),
    path("desk/organizations/", bodies.organizations, name="organizations"),
    path("desk/organizations/new/", bodies.new_organization, name="new-organization"),
    path("desk/organizations/<int:organization_pk>/", bodies.organization, name="organization"),
    path("desk/organizations/<int:organization_pk>/edit/", bodies.edit_organization, name="edit-organization"),
    path("desk/organizations/<int:organization_pk>/members/", bodies.add_member, name="add-member"),
    path("desk/organizations/memberships/<int:membership_pk>/end/", bodies.end_membership, name="end-membership"),
    path("desk/organizations/memberships/<int:membership_pk>/hand-over/", bodies.hand_over, name="hand-over"),
]
