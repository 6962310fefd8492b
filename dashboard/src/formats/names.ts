/** What people call the events and properties that the SDKs send by themselves. */

const EVENTS: Record<string, string> = {
  $pageview: 'Pageview',
  $pageleave: 'Pageleave',
  $screen: 'Screen',
  $autocapture: 'Autocapture',
  $rageclick: 'Rageclick',
  $identify: 'Identify',
  $create_alias: 'Alias',
  $set: 'Set person properties',
  $groupidentify: 'Group identify',
  $feature_flag_called: 'Feature flag called',
  $exception: 'Exception',
  $web_vitals: 'Web vitals',
  $opt_in: 'Opt in',
}

const PROPERTIES: Record<string, string> = {
  $current_url: 'Current URL',
  $pathname: 'Path name',
  $host: 'Host',
  $browser: 'Browser',
  $browser_version: 'Browser version',
  $os: 'Operating system',
  $os_version: 'Operating system version',
  $device_type: 'Device type',
  $device_id: 'Device ID',
  $referrer: 'Referrer',
  $referring_domain: 'Referring domain',
  $lib: 'Library',
  $lib_version: 'Library version',
  $window_id: 'Window ID',
  $geoip_disable: 'GeoIP switched off',
  $geoip_continent_name: 'Continent',
  $geoip_subdivision_1_name: 'Region',
  $geoip_time_zone: 'Time zone',
  $viewport_width: 'Viewport width',
  $viewport_height: 'Viewport height',
  $screen_name: 'Screen name',
  $event_type: 'Event type',
  $user_id: 'User ID',
  $feature_flag: 'Feature flag',
  $geoip_country_code: 'Country code',
  $geoip_country_name: 'Country',
  $geoip_city_name: 'City',
  $session_id: 'Session ID',
  $screen_width: 'Screen width',
  $screen_height: 'Screen height',
  $ip: 'IP address',
  $insert_id: 'Insert ID',
  $time: 'Time',
}

export function eventName(event: string | null): string {
  return event === null ? 'All events' : (EVENTS[event] ?? event)
}

export function propertyName(key: string): string {
  return PROPERTIES[key] ?? key
}

const BREAKDOWN_VALUES: Record<string, string> = {
  $$_posthog_breakdown_other_$$: 'Other',
  $$_posthog_breakdown_null_$$: 'No value',
}

export function breakdownName(value: string | number | (string | number)[]): string {
  const values = Array.isArray(value) ? value : [value]
  return values.map((one) => BREAKDOWN_VALUES[String(one)] ?? String(one)).join(', ')
}
