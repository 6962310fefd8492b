"""Small tables that some functions look values up in. Loaded when one of them is called.

what a crawler's user agent holds, what kind of site a source is, what a medium means, languages
"""

from functools import lru_cache
from typing import Final

BOTS: Final = """
GPTBot|GPTBot|OpenAI|ai_crawler|AI Agent
OAI-SearchBot|OpenAI SearchBot|OpenAI|ai_search|AI Agent
ChatGPT-User|ChatGPT|OpenAI|ai_assistant|AI Agent
ClaudeBot|ClaudeBot|Anthropic|ai_crawler|AI Agent
Claude-SearchBot|Claude SearchBot|Anthropic|ai_search|AI Agent
Claude-User|Claude|Anthropic|ai_assistant|AI Agent
anthropic-ai|Anthropic|Anthropic|ai_crawler|AI Agent
PerplexityBot|PerplexityBot|Perplexity|ai_search|AI Agent
Perplexity-User|Perplexity|Perplexity|ai_assistant|AI Agent
Google-Extended|Google-Extended|Google|ai_crawler|AI Agent
Meta-ExternalAgent|Meta External Agent|Meta|ai_crawler|AI Agent
Applebot-Extended|Applebot-Extended|Apple|ai_crawler|AI Agent
Bytespider|Bytespider|ByteDance|ai_crawler|AI Agent
CCBot|CCBot|Common Crawl|ai_crawler|AI Agent
Amazonbot|Amazonbot|Amazon|ai_crawler|AI Agent
cohere-ai|Cohere|Cohere|ai_crawler|AI Agent
MistralAI-User|Mistral|Mistral AI|ai_assistant|AI Agent
YouBot|YouBot|You.com|ai_search|AI Agent
Googlebot|Googlebot|Google|search_crawler|Bot
AdsBot-Google|AdsBot|Google|search_crawler|Bot
bingbot|Bingbot|Microsoft|search_crawler|Bot
Applebot|Applebot|Apple|search_crawler|Bot
DuckDuckBot|DuckDuckBot|DuckDuckGo|search_crawler|Bot
YandexBot|YandexBot|Yandex|search_crawler|Bot
Baiduspider|Baiduspider|Baidu|search_crawler|Bot
PetalBot|PetalBot|Huawei|search_crawler|Bot
Slurp|Yahoo Slurp|Yahoo|search_crawler|Bot
AhrefsBot|AhrefsBot|Ahrefs|seo_crawler|Bot
SemrushBot|SemrushBot|Semrush|seo_crawler|Bot
MJ12bot|MJ12bot|Majestic|seo_crawler|Bot
DotBot|DotBot|Moz|seo_crawler|Bot
rogerbot|Rogerbot|Moz|seo_crawler|Bot
facebookexternalhit|Facebook|Meta|social_preview|Bot
Twitterbot|Twitterbot|X|social_preview|Bot
LinkedInBot|LinkedInBot|LinkedIn|social_preview|Bot
Slackbot|Slackbot|Slack|social_preview|Bot
Discordbot|Discordbot|Discord|social_preview|Bot
TelegramBot|TelegramBot|Telegram|social_preview|Bot
WhatsApp|WhatsApp|Meta|social_preview|Bot
Pinterestbot|Pinterestbot|Pinterest|social_preview|Bot
UptimeRobot|UptimeRobot|UptimeRobot|monitoring|Bot
Pingdom|Pingdom|SolarWinds|monitoring|Bot
StatusCake|StatusCake|StatusCake|monitoring|Bot
Datadog|Datadog|Datadog|monitoring|Bot
archive.org_bot|Internet Archive|Internet Archive|archiver|Bot
HeadlessChrome|Headless Chrome||headless_browser|Automation
PhantomJS|PhantomJS||headless_browser|Automation
Puppeteer|Puppeteer||headless_browser|Automation
Playwright|Playwright||headless_browser|Automation
Selenium|Selenium||headless_browser|Automation
curl/|curl||http_client|Automation
Wget/|Wget||http_client|Automation
python-requests|Python Requests||http_client|Automation
python-urllib|Python urllib||http_client|Automation
aiohttp|aiohttp||http_client|Automation
Go-http-client|Go HTTP client||http_client|Automation
okhttp|OkHttp||http_client|Automation
axios/|axios||http_client|Automation
node-fetch|node-fetch||http_client|Automation
Apache-HttpClient|Apache HttpClient||http_client|Automation
Scrapy|Scrapy||http_client|Automation
PostmanRuntime|Postman|Postman|http_client|Automation
bot/|Other bot||other_bot|Bot
bot;|Other bot||other_bot|Bot
crawler|Other crawler||other_bot|Bot
spider|Other spider||other_bot|Bot
"""
"""token of the user agent | name | operator | category | type; the first line that fits counts."""

SOURCES: Final = """
Search: google bing duckduckgo yahoo baidu yandex ecosia brave qwant
Search: startpage naver seznam sogou ask
Social: facebook fb instagram ig twitter x t linkedin lnkd reddit pinterest tiktok snapchat threads
Social: mastodon bluesky bsky tumblr quora vk
Social: weibo discord whatsapp telegram medium ycombinator
Video: youtube youtu vimeo twitch dailymotion netflix hulu
Shopping: amazon ebay etsy walmart shopify alibaba aliexpress shopping shopzilla
AI: chatgpt openai perplexity claude gemini copilot
Email: mail email newsletter gmail outlook
Push: push firebase
SMS: sms
"""
MEDIA: Final = """
Display: display banner cpm expandable interstitial
Video: video
Social: social social-network social-media sm
Search: cpc ppc search
Email: email e-mail newsletter
Affiliate: affiliate affiliates
Referral: referral app link
Audio: audio
SMS: sms
Push: push mobile notification
"""
PAID: Final = {"Search", "Social", "Video", "Shopping", "Display"}
FREE: Final = {"Search", "Social", "Video", "Shopping"}
LANGUAGES: Final = """
af Afrikaans, am Amharic, ar Arabic, as Assamese, az Azerbaijani, be Belarusian, bg Bulgarian,
bn Bengali, bo Tibetan, br Breton, bs Bosnian, ca Catalan, co Corsican, cs Czech, cy Welsh,
da Danish, de German, dz Dzongkha, el Greek, en English, eo Esperanto, es Spanish, et Estonian,
eu Basque, fa Persian, fi Finnish, fil Filipino, fo Faroese, fr French, fy Western Frisian,
ga Irish, gd Scottish Gaelic, gl Galician, gu Gujarati, ha Hausa, haw Hawaiian, he Hebrew,
hi Hindi, hr Croatian, ht Haitian Creole, hu Hungarian, hy Armenian, id Indonesian, ig Igbo,
is Icelandic, it Italian, ja Japanese, jv Javanese, ka Georgian, kk Kazakh, km Khmer,
kn Kannada, ko Korean, ku Kurdish, ky Kyrgyz, la Latin, lb Luxembourgish, lo Lao,
lt Lithuanian, lv Latvian, mg Malagasy, mi Maori, mk Macedonian, ml Malayalam, mn Mongolian,
mr Marathi, ms Malay, mt Maltese, my Burmese, nb Norwegian Bokmål, ne Nepali, nl Dutch,
nn Norwegian Nynorsk, no Norwegian, ny Chichewa, oc Occitan, om Oromo, or Odia, pa Punjabi,
pl Polish, ps Pashto, pt Portuguese, qu Quechua, rm Romansh, ro Romanian, ru Russian,
rw Kinyarwanda, sa Sanskrit, sd Sindhi, si Sinhala, sk Slovak, sl Slovenian, sm Samoan,
sn Shona, so Somali, sq Albanian, sr Serbian, st Southern Sotho, su Sundanese, sv Swedish,
sw Swahili, ta Tamil, te Telugu, tg Tajik, th Thai, ti Tigrinya, tk Turkmen, tl Tagalog,
tn Tswana, to Tongan, tr Turkish, ts Tsonga, tt Tatar, ug Uyghur, uk Ukrainian, ur Urdu,
uz Uzbek, vi Vietnamese, wo Wolof, xh Xhosa, yi Yiddish, yo Yoruba, yue Cantonese, zh Chinese,
zu Zulu
"""


@lru_cache(maxsize=1)
def lists() -> dict[str, tuple[str, ...]]:
    """The constant arrays by name."""
    bots = [line.split("|") for line in BOTS.strip().splitlines()]
    tokens, names, operators, categories, types = (tuple(part) for part in zip(*bots, strict=True))
    sources, media = _kinds(SOURCES), _kinds(MEDIA)
    languages = [entry.split(None, 1) for entry in LANGUAGES.strip().split(",")]
    return {
        "BOT_TOKENS": tokens,
        "BOT_NAMES": ("", *names),
        "BOT_OPERATORS": ("", *operators),
        "BOT_CATEGORIES": ("regular", *categories),
        "BOT_KINDS": ("", *categories),
        "BOT_TYPES": ("Regular", *types),
        "SOURCES": tuple(sources),
        "SOURCE_KINDS": tuple(sources.values()),
        "PAID_SOURCES": tuple(_channel("Paid", kind, PAID) for kind in sources.values()),
        "ORGANIC_SOURCES": tuple(_channel("Organic", kind, FREE) for kind in sources.values()),
        "MEDIA": tuple(media),
        "PAID_MEDIA": tuple(_channel("Paid", kind, PAID) for kind in media.values()),
        "ORGANIC_MEDIA": tuple(_channel("Organic", kind, FREE) for kind in media.values()),
        "LANGUAGE_CODES": tuple(code for code, _ in languages),
        "LANGUAGE_NAMES": tuple(name for _, name in languages),
    }


def _kinds(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        kind, _, words = line.partition(": ")
        found.update(dict.fromkeys(words.split(), kind))
    return found


def _channel(prefix: str, kind: str, kinds: set[str]) -> str:
    """The channel of a kind; none where a source of that kind can not be paid for."""
    if kind == "Display" or (prefix == "Organic" and kind not in kinds):
        return kind
    return f"{prefix} {kind}" if kind in kinds else ""
