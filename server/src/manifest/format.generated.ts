// Generated from schema.ts by "npm run generate"; do not edit.
import type { MapShape } from './shape.ts';

export const MANIFEST_SHAPE: MapShape = {
  "type": "map",
  "keys": {
    "version": {
      "description": "The version of this format.",
      "required": true,
      "shape": {
        "type": "literal",
        "value": 1
      }
    },
    "organization": {
      "description": "The slug of the Sentry organization.",
      "required": false,
      "shape": {
        "type": "text",
        "pattern": "^[a-z0-9][a-z0-9_-]*$",
        "expected": "a slug: lower-case letters, digits, hyphens and underscores"
      }
    },
    "server": {
      "description": "The address of a self-hosted Sentry; `https://sentry.io` where left out.",
      "required": false,
      "shape": {
        "type": "text",
        "pattern": "^https:\\/\\/[^\\s/@]+(\\/\\S*)?$",
        "expected": "an address that begins with https:// and the name of a server, and holds no blank, no user and no password"
      }
    },
    "review": {
      "description": "How often each integration is reviewed, unless it says otherwise.",
      "required": false,
      "shape": {
        "type": "map",
        "keys": {
          "every": {
            "description": "How often the permissions are compared with Sentry, such as `90 days` or `quarterly`.",
            "required": false,
            "shape": {
              "type": "text",
              "pattern": "^([1-9]\\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$",
              "expected": "a span such as 90 days, 6 months, quarterly or yearly",
              "format": "span"
            }
          },
          "remind": {
            "description": "How early a review counts as due soon. 14 days where left out, or a quarter of `every` if that is less.",
            "required": false,
            "shape": {
              "type": "text",
              "pattern": "^([1-9]\\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$",
              "expected": "a span such as 90 days, 6 months, quarterly or yearly",
              "format": "span"
            }
          }
        }
      }
    },
    "rules": {
      "description": "The levels of individual rules.",
      "required": false,
      "shape": {
        "type": "dictionary",
        "value": {
          "type": "choice",
          "values": {
            "off": "The rule is not run.",
            "hint": "Shown in the editor only as a faint mark.",
            "info": "Worth knowing.",
            "warning": "Should be put right.",
            "error": "Must be put right; fails the check."
          }
        },
        "format": "rule"
      }
    },
    "integrations": {
      "description": "Everything that holds Sentry permissions, by name.",
      "required": true,
      "shape": {
        "type": "dictionary",
        "value": {
          "type": "map",
          "keys": {
            "kind": {
              "description": "What kind of credential or connection this is.",
              "required": true,
              "shape": {
                "type": "choice",
                "values": {
                  "internal-integration": "A custom integration of one organization; its tokens hold the scopes that its form grants.",
                  "public-integration": "A custom integration that other organizations can install; once published its scopes are fixed.",
                  "organization-token": "An organization auth token. It always holds org:ci and nothing else; made for build pipelines.",
                  "personal-token": "A person's own token. It stops working when the person leaves.",
                  "oauth-application": "An application that people sign in to; its tokens act for the person who approved.",
                  "legacy-api-key": "An organization API key of the old kind; Sentry makes no new ones.",
                  "scim-token": "The credential that sign-on settings create for SCIM provisioning, with a fixed set of scopes.",
                  "service": "What Sentry may do in another service, such as GitHub, Slack or Jira."
                }
              }
            },
            "id": {
              "description": "Sentry's slug or id of it; survives a rename.",
              "required": false,
              "shape": {
                "type": "text",
                "isName": true
              }
            },
            "purpose": {
              "description": "What Sentry and the other side do with it.",
              "required": false,
              "askedBy": "missing-purpose",
              "shape": {
                "type": "text"
              }
            },
            "owner": {
              "description": "The team or address that answers for it.",
              "required": false,
              "askedBy": "missing-owner",
              "shape": {
                "type": "text"
              }
            },
            "review": {
              "description": "Its own review schedule, instead of the one of the file.",
              "required": false,
              "shape": {
                "type": "map",
                "keys": {
                  "every": {
                    "description": "How often the permissions are compared with Sentry, such as `90 days` or `quarterly`.",
                    "required": false,
                    "shape": {
                      "type": "text",
                      "pattern": "^([1-9]\\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$",
                      "expected": "a span such as 90 days, 6 months, quarterly or yearly",
                      "format": "span"
                    }
                  },
                  "remind": {
                    "description": "How early a review counts as due soon. 14 days where left out, or a quarter of `every` if that is less.",
                    "required": false,
                    "shape": {
                      "type": "text",
                      "pattern": "^([1-9]\\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$",
                      "expected": "a span such as 90 days, 6 months, quarterly or yearly",
                      "format": "span"
                    }
                  }
                }
              }
            },
            "credential": {
              "description": "Where the secret is kept and how it is rotated; never its value.",
              "required": false,
              "askedBy": "missing-storage",
              "kinds": "credential",
              "shape": {
                "type": "map",
                "keys": {
                  "storedIn": {
                    "description": "Where the secret is kept, such as `vault://platform/sentry/bot`. Never the value itself.",
                    "required": false,
                    "askedBy": "missing-storage",
                    "shape": {
                      "type": "text"
                    }
                  },
                  "rotated": {
                    "description": "The day on which the secret was last replaced.",
                    "required": false,
                    "shape": {
                      "type": "text",
                      "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                      "expected": "a day of the calendar, written YYYY-MM-DD",
                      "format": "date"
                    }
                  },
                  "rotateEvery": {
                    "description": "How often the secret is replaced.",
                    "required": false,
                    "shape": {
                      "type": "text",
                      "pattern": "^([1-9]\\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$",
                      "expected": "a span such as 90 days, 6 months, quarterly or yearly",
                      "format": "span"
                    }
                  },
                  "expires": {
                    "description": "The last day on which the secret works.",
                    "required": false,
                    "shape": {
                      "type": "text",
                      "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                      "expected": "a day of the calendar, written YYYY-MM-DD",
                      "format": "date"
                    }
                  }
                }
              }
            },
            "scopes": {
              "description": "The Sentry scopes it is meant to hold, each with the reason.",
              "required": false,
              "askedBy": "missing-scopes",
              "kinds": "credential",
              "shape": {
                "type": "list",
                "item": {
                  "type": "text-or-map",
                  "map": {
                    "type": "map",
                    "keys": {
                      "scope": {
                        "description": "The Sentry scope that is granted, such as `project:releases`.",
                        "required": true,
                        "shape": {
                          "type": "text",
                          "pattern": "^\\S+$",
                          "format": "scope"
                        }
                      },
                      "rationale": {
                        "description": "Why the integration needs exactly this.",
                        "required": false,
                        "askedBy": "missing-rationale",
                        "shape": {
                          "type": "text"
                        }
                      },
                      "since": {
                        "description": "The day on which it was granted.",
                        "required": false,
                        "shape": {
                          "type": "text",
                          "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                          "expected": "a day of the calendar, written YYYY-MM-DD",
                          "format": "date"
                        }
                      },
                      "until": {
                        "description": "The last day on which it should be granted.",
                        "required": false,
                        "shape": {
                          "type": "text",
                          "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                          "expected": "a day of the calendar, written YYYY-MM-DD",
                          "format": "date"
                        }
                      },
                      "accept": {
                        "description": "Documented, expiring exceptions to rules, for this place and what is below it.",
                        "required": false,
                        "shape": {
                          "type": "list",
                          "item": {
                            "type": "map",
                            "keys": {
                              "rule": {
                                "description": "The rule whose finding is accepted here.",
                                "required": true,
                                "shape": {
                                  "type": "text",
                                  "pattern": "^[a-z]+(-[a-z]+)*$",
                                  "expected": "the name of a rule, such as broad-scope",
                                  "format": "rule"
                                }
                              },
                              "reason": {
                                "description": "Why the finding may stay: the decision, the ticket, what has to happen first.",
                                "required": true,
                                "shape": {
                                  "type": "text"
                                }
                              },
                              "until": {
                                "description": "The last day on which the exception holds.",
                                "required": false,
                                "askedBy": "open-ended-acceptance",
                                "shape": {
                                  "type": "text",
                                  "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                                  "expected": "a day of the calendar, written YYYY-MM-DD",
                                  "format": "date"
                                }
                              },
                              "by": {
                                "description": "Who accepted it.",
                                "required": false,
                                "shape": {
                                  "type": "text"
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            },
            "webhooks": {
              "description": "What Sentry sends it.",
              "required": false,
              "kinds": "integration",
              "shape": {
                "type": "list",
                "item": {
                  "type": "text",
                  "format": "webhook"
                }
              }
            },
            "uses": {
              "description": "What it really does; the least scopes are computed from this.",
              "required": false,
              "shape": {
                "type": "list",
                "item": {
                  "type": "text",
                  "isName": true
                }
              }
            },
            "service": {
              "description": "The other service, such as `github`.",
              "required": false,
              "askedBy": "missing-key",
              "kinds": "service",
              "shape": {
                "type": "text",
                "format": "service"
              }
            },
            "permissions": {
              "description": "What Sentry may do in the other service.",
              "required": false,
              "askedBy": "missing-key",
              "kinds": "service",
              "shape": {
                "type": "list",
                "item": {
                  "type": "map",
                  "keys": {
                    "permission": {
                      "description": "The permission, spelled as the other service spells it.",
                      "required": true,
                      "shape": {
                        "type": "text",
                        "isName": true
                      }
                    },
                    "access": {
                      "description": "How far it goes, such as `read` or `write`. Where it is left out, what Sentry asks for counts.",
                      "required": false,
                      "shape": {
                        "type": "text",
                        "isName": true
                      }
                    },
                    "rationale": {
                      "description": "Why Sentry needs exactly this.",
                      "required": false,
                      "askedBy": "missing-rationale",
                      "shape": {
                        "type": "text"
                      }
                    },
                    "accept": {
                      "description": "Documented, expiring exceptions to rules, for this place and what is below it.",
                      "required": false,
                      "shape": {
                        "type": "list",
                        "item": {
                          "type": "map",
                          "keys": {
                            "rule": {
                              "description": "The rule whose finding is accepted here.",
                              "required": true,
                              "shape": {
                                "type": "text",
                                "pattern": "^[a-z]+(-[a-z]+)*$",
                                "expected": "the name of a rule, such as broad-scope",
                                "format": "rule"
                              }
                            },
                            "reason": {
                              "description": "Why the finding may stay: the decision, the ticket, what has to happen first.",
                              "required": true,
                              "shape": {
                                "type": "text"
                              }
                            },
                            "until": {
                              "description": "The last day on which the exception holds.",
                              "required": false,
                              "askedBy": "open-ended-acceptance",
                              "shape": {
                                "type": "text",
                                "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                                "expected": "a day of the calendar, written YYYY-MM-DD",
                                "format": "date"
                              }
                            },
                            "by": {
                              "description": "Who accepted it.",
                              "required": false,
                              "shape": {
                                "type": "text"
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            },
            "features": {
              "description": "The Sentry features in use; the least permissions follow from them.",
              "required": false,
              "kinds": "service",
              "shape": {
                "type": "list",
                "item": {
                  "type": "text",
                  "isName": true
                }
              }
            },
            "limitedTo": {
              "description": "The repositories, channels or projects that the installation is limited to.",
              "required": false,
              "kinds": "service",
              "shape": {
                "type": "list",
                "item": {
                  "type": "text"
                }
              }
            },
            "reviews": {
              "description": "The audit trail: when somebody compared this entry with Sentry's settings.",
              "required": false,
              "askedBy": "missing-review",
              "shape": {
                "type": "list",
                "item": {
                  "type": "map",
                  "keys": {
                    "date": {
                      "description": "The day on which somebody compared Sentry's settings with this entry.",
                      "required": true,
                      "shape": {
                        "type": "text",
                        "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                        "expected": "a day of the calendar, written YYYY-MM-DD",
                        "format": "date"
                      }
                    },
                    "by": {
                      "description": "Who compared them.",
                      "required": true,
                      "shape": {
                        "type": "text"
                      }
                    },
                    "of": {
                      "description": "A digest of the permissions that were reviewed; written by _Mark as Reviewed_.",
                      "required": false,
                      "shape": {
                        "type": "text",
                        "pattern": "^(?:p1-[0-9a-f]{8}|p(?!1-)\\d+-[0-9a-f]+)$",
                        "expected": "a digest such as p1-5f1c9a04, which Mark as Reviewed writes",
                        "format": "digest"
                      }
                    },
                    "notes": {
                      "description": "What came of it.",
                      "required": false,
                      "shape": {
                        "type": "text"
                      }
                    }
                  }
                }
              }
            },
            "accept": {
              "description": "Documented, expiring exceptions to rules, for this place and what is below it.",
              "required": false,
              "shape": {
                "type": "list",
                "item": {
                  "type": "map",
                  "keys": {
                    "rule": {
                      "description": "The rule whose finding is accepted here.",
                      "required": true,
                      "shape": {
                        "type": "text",
                        "pattern": "^[a-z]+(-[a-z]+)*$",
                        "expected": "the name of a rule, such as broad-scope",
                        "format": "rule"
                      }
                    },
                    "reason": {
                      "description": "Why the finding may stay: the decision, the ticket, what has to happen first.",
                      "required": true,
                      "shape": {
                        "type": "text"
                      }
                    },
                    "until": {
                      "description": "The last day on which the exception holds.",
                      "required": false,
                      "askedBy": "open-ended-acceptance",
                      "shape": {
                        "type": "text",
                        "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
                        "expected": "a day of the calendar, written YYYY-MM-DD",
                        "format": "date"
                      }
                    },
                    "by": {
                      "description": "Who accepted it.",
                      "required": false,
                      "shape": {
                        "type": "text"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
};
