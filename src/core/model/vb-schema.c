/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables and columns of HSDS 3.2.3 as its data package lists them, and Verbinder's own. The
 * order of tables is the order in which records refer to each other. */

#include "config.h"

#include "core/model/vb-schema.h"

#include <string.h>

static const VbColumn organization_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "alternate_name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "email", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "website", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "tax_status", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "tax_id", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "year_incorporated", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "legal_status", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "logo", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "parent_organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
};

static const VbColumn program_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, VB_COLUMN_REQUIRED },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "alternate_name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
};

static const VbColumn service_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, VB_COLUMN_REQUIRED },
  { "program_id", VB_TYPE_TEXT, VB_TABLE_PROGRAM, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "alternate_name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "url", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "email", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "status", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "interpretation_services", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "application_process", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "fees_description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "wait_time", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "fees", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "accreditations", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "eligibility_description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "minimum_age", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "maximum_age", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "assured_date", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "assurer_email", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "licenses", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "alert", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "last_modified", VB_TYPE_DATETIME, VB_N_TABLES, 0 },
};

static const VbColumn location_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "location_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "url", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "alternate_name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "transportation", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "latitude", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "longitude", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "external_identifier", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "external_identifier_type", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "vb_confidential", VB_TYPE_BOOLEAN, VB_N_TABLES, VB_COLUMN_OWN },
};

static const VbColumn service_at_location_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, VB_COLUMN_REQUIRED },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, VB_COLUMN_REQUIRED },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn address_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "attention", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "address_1", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "address_2", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "city", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "region", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "state_province", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "postal_code", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "country", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "address_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
};

static const VbColumn contact_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "service_at_location_id", VB_TYPE_TEXT, VB_TABLE_SERVICE_AT_LOCATION, 0 },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "title", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "department", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "email", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "vb_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "vb_fixed_contact", VB_TYPE_BOOLEAN, VB_N_TABLES, VB_COLUMN_OWN },
  { "vb_deputy_id", VB_TYPE_TEXT, VB_TABLE_CONTACT, VB_COLUMN_OWN },
  { "vb_mandate", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
};

static const VbColumn phone_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
  { "contact_id", VB_TYPE_TEXT, VB_TABLE_CONTACT, 0 },
  { "service_at_location_id", VB_TYPE_TEXT, VB_TABLE_SERVICE_AT_LOCATION, 0 },
  { "number", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "extension", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "type", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn schedule_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "service_at_location_id", VB_TYPE_TEXT, VB_TABLE_SERVICE_AT_LOCATION, 0 },
  { "valid_from", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "valid_to", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "dtstart", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "timezone", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "until", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "count", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "wkst", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "freq", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "interval", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "byday", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "byweekno", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "bymonthday", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "byyearday", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "opens_at", VB_TYPE_TIME, VB_N_TABLES, 0 },
  { "closes_at", VB_TYPE_TIME, VB_N_TABLES, 0 },
  { "schedule_link", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "attending_type", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "notes", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn service_area_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "service_at_location_id", VB_TYPE_TEXT, VB_TABLE_SERVICE_AT_LOCATION, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "extent", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "extent_type", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn language_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "phone_id", VB_TYPE_TEXT, VB_TABLE_PHONE, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "code", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "note", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn accessibility_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "details", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "url", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn cost_option_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, VB_COLUMN_REQUIRED },
  { "valid_from", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "valid_to", VB_TYPE_DATE, VB_N_TABLES, 0 },
  { "option", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "currency", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "amount", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "amount_description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn required_document_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "document", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn funding_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
  { "source", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn organization_identifier_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, VB_COLUMN_REQUIRED },
  { "identifier_scheme", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "identifier_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "identifier", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
};

static const VbColumn taxonomy_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "version", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn taxonomy_term_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "code", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "parent_id", VB_TYPE_TEXT, VB_TABLE_TAXONOMY_TERM, 0 },
  { "taxonomy", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "language", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "taxonomy_id", VB_TYPE_TEXT, VB_TABLE_TAXONOMY, 0 },
  { "term_uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn attribute_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "link_id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "taxonomy_term_id", VB_TYPE_TEXT, VB_TABLE_TAXONOMY_TERM, VB_COLUMN_REQUIRED },
  { "link_type", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "link_entity", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "value", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "label", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn metadata_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "resource_id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "resource_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "last_action_date", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "last_action_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "field_name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "previous_value", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "replacement_value", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "updated_by", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
};

static const VbColumn url_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "label", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "url", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "organization_id", VB_TYPE_TEXT, VB_TABLE_ORGANIZATION, 0 },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, 0 },
};

static const VbColumn unit_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "scheme", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "identifier", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "uri", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn service_capacity_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "service_id", VB_TYPE_TEXT, VB_TABLE_SERVICE, VB_COLUMN_REQUIRED },
  { "unit_id", VB_TYPE_TEXT, VB_TABLE_UNIT, VB_COLUMN_REQUIRED },
  { "available", VB_TYPE_NUMBER, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "maximum", VB_TYPE_NUMBER, VB_N_TABLES, 0 },
  { "description", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "updated", VB_TYPE_DATETIME, VB_N_TABLES, VB_COLUMN_REQUIRED },
};

static const VbColumn meta_table_description_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "language", VB_TYPE_TEXT, VB_N_TABLES, 0 },
  { "character_set", VB_TYPE_TEXT, VB_N_TABLES, 0 },
};

static const VbColumn holder_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED | VB_COLUMN_OWN },
  { "contact_id", VB_TYPE_TEXT, VB_TABLE_CONTACT, VB_COLUMN_OWN },
  { "name", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "valid_from", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_OWN },
  { "valid_to", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_OWN },
  { "note", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
};

static const VbColumn availability_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED | VB_COLUMN_OWN },
  { "contact_id", VB_TYPE_TEXT, VB_TABLE_CONTACT, VB_COLUMN_OWN },
  { "kind", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "location_id", VB_TYPE_TEXT, VB_TABLE_LOCATION, VB_COLUMN_OWN },
  { "place", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "means", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "valid_from", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_OWN },
  { "valid_to", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_OWN },
  { "dtstart", VB_TYPE_DATE, VB_N_TABLES, VB_COLUMN_OWN },
  { "freq", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "interval", VB_TYPE_NUMBER, VB_N_TABLES, VB_COLUMN_OWN },
  { "byday", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "opens_at", VB_TYPE_TIME, VB_N_TABLES, VB_COLUMN_OWN },
  { "closes_at", VB_TYPE_TIME, VB_N_TABLES, VB_COLUMN_OWN },
  { "note", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
};

static const VbColumn verification_columns[] = {
  { "id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_REQUIRED | VB_COLUMN_OWN },
  { "resource_type", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "resource_id", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "checked_at", VB_TYPE_DATETIME, VB_N_TABLES, VB_COLUMN_OWN },
  { "method", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "checked_by", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
  { "note", VB_TYPE_TEXT, VB_N_TABLES, VB_COLUMN_OWN },
};

#define COLUMNS(columns) columns, G_N_ELEMENTS (columns)

static const VbTableSpec specs[VB_N_TABLES] = {
  [VB_TABLE_ORGANIZATION] = {
    "organization", "organizations.csv", FALSE, COLUMNS (organization_columns) },
  [VB_TABLE_PROGRAM] = {
    "program", "programs.csv", FALSE, COLUMNS (program_columns) },
  [VB_TABLE_SERVICE] = {
    "service", "services.csv", FALSE, COLUMNS (service_columns) },
  [VB_TABLE_LOCATION] = {
    "location", "locations.csv", FALSE, COLUMNS (location_columns) },
  [VB_TABLE_SERVICE_AT_LOCATION] = {
    "service_at_location", "service_at_location.csv", FALSE,
    COLUMNS (service_at_location_columns) },
  [VB_TABLE_ADDRESS] = {
    "address", "addresses.csv", FALSE, COLUMNS (address_columns) },
  [VB_TABLE_CONTACT] = {
    "contact", "contacts.csv", FALSE, COLUMNS (contact_columns) },
  [VB_TABLE_PHONE] = {
    "phone", "phones.csv", FALSE, COLUMNS (phone_columns) },
  [VB_TABLE_SCHEDULE] = {
    "schedule", "schedules.csv", FALSE, COLUMNS (schedule_columns) },
  [VB_TABLE_SERVICE_AREA] = {
    "service_area", "service_areas.csv", FALSE, COLUMNS (service_area_columns) },
  [VB_TABLE_LANGUAGE] = {
    "language", "languages.csv", FALSE, COLUMNS (language_columns) },
  [VB_TABLE_ACCESSIBILITY] = {
    "accessibility", "accessibility.csv", FALSE, COLUMNS (accessibility_columns) },
  [VB_TABLE_COST_OPTION] = {
    "cost_option", "cost_options.csv", FALSE, COLUMNS (cost_option_columns) },
  [VB_TABLE_REQUIRED_DOCUMENT] = {
    "required_document", "required_documents.csv", FALSE, COLUMNS (required_document_columns) },
  [VB_TABLE_FUNDING] = {
    "funding", "funding.csv", FALSE, COLUMNS (funding_columns) },
  [VB_TABLE_ORGANIZATION_IDENTIFIER] = {
    "organization_identifier", "organization_identifiers.csv", FALSE,
    COLUMNS (organization_identifier_columns) },
  [VB_TABLE_TAXONOMY] = {
    "taxonomy", "taxonomies.csv", FALSE, COLUMNS (taxonomy_columns) },
  [VB_TABLE_TAXONOMY_TERM] = {
    "taxonomy_term", "taxonomy_terms.csv", FALSE, COLUMNS (taxonomy_term_columns) },
  [VB_TABLE_ATTRIBUTE] = {
    "attribute", "attributes.csv", FALSE, COLUMNS (attribute_columns) },
  [VB_TABLE_METADATA] = {
    "metadata", "metadata.csv", FALSE, COLUMNS (metadata_columns) },
  [VB_TABLE_URL] = {
    "url", "url.csv", FALSE, COLUMNS (url_columns) },
  [VB_TABLE_UNIT] = {
    "unit", "units.csv", FALSE, COLUMNS (unit_columns) },
  [VB_TABLE_SERVICE_CAPACITY] = {
    "service_capacity", "service_capacity.csv", FALSE, COLUMNS (service_capacity_columns) },
  [VB_TABLE_META_TABLE_DESCRIPTION] = {
    "meta_table_description", "meta_table_descriptions.csv", FALSE,
    COLUMNS (meta_table_description_columns) },
  [VB_TABLE_HOLDER] = {
    "holder", "verbinder_holders.csv", TRUE, COLUMNS (holder_columns) },
  [VB_TABLE_AVAILABILITY] = {
    "availability", "verbinder_availabilities.csv", TRUE, COLUMNS (availability_columns) },
  [VB_TABLE_VERIFICATION] = {
    "verification", "verbinder_verifications.csv", TRUE, COLUMNS (verification_columns) },
};

const VbTableSpec *
vb_schema_get (VbTable table)
{
  g_return_val_if_fail (table < VB_N_TABLES, NULL);

  return &specs[table];
}

VbTable
vb_schema_find (const char *name)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (strcmp (specs[table].name, name) == 0)
      return table;
  return VB_N_TABLES;
}

int
vb_schema_find_column (VbTable     table,
                       const char *name)
{
  const VbTableSpec *spec = vb_schema_get (table);

  for (guint i = 0; i < spec->n_columns; i++)
    if (strcmp (spec->columns[i].name, name) == 0)
      return i;
  return -1;
}
